import { type BusinessProfile, changeBusinessProfile, getBusinessProfile } from './business-profile.ts'
import { debugToken, type TokenInfo } from './debug-token.ts'
import { createUpstream, type GraphClientOptions, type GraphCredentials } from './graph-upstream.ts'
import { type GraphTemplate, listTemplates } from './list-templates.ts'
import {
  type CreatedTemplate,
  type CreateTemplateRequest,
  createTemplate,
  type DeleteTemplateRequest,
  deleteTemplate,
  type EditTemplateRequest,
  editTemplate,
} from './manage-templates.ts'
import { type MarkReadRequest, markRead } from './mark-read.ts'
import {
  deleteMedia,
  downloadMedia,
  fetchMediaInfo,
  type GraphMediaInfo,
  type MediaDownload,
  type MediaRequest,
} from './media.ts'
import { type GraphPhoneNumber, getPhoneNumber, listPhoneNumbers } from './phone-numbers.ts'
import { type SendOutcome, type SendRequest, sendMessage } from './send-message.ts'
import { askServerTime } from './server-time.ts'
import {
  listSubscribedApps,
  listSubscribedFields,
  type SubscribeRequest,
  subscribeApp,
} from './subscriptions.ts'
import { type UploadOutcome, type UploadRequest, uploadMedia } from './upload-media.ts'
import { type SampleRequest, uploadSample } from './upload-sample.ts'

/**
 * Meta's Cloud API. `sendMessage` and `uploadMedia` give an outcome and never throw; the others throw
 * `GraphRequestError`. Every call ends within the client's timeouts; a download lasts as long as bytes come and
 * somebody reads them.
 */
export type GraphClient = {
  sendMessage(request: SendRequest): Promise<SendOutcome>
  uploadMedia(request: UploadRequest): Promise<UploadOutcome>
  fetchMediaInfo(request: MediaRequest): Promise<GraphMediaInfo>
  downloadMedia(request: GraphCredentials & { url: string; signal?: AbortSignal }): Promise<MediaDownload>
  deleteMedia(request: MediaRequest): Promise<void>
  markRead(request: MarkReadRequest): Promise<void>
  listTemplates(
    request: GraphCredentials & { wabaId: string },
  ): AsyncGenerator<GraphTemplate, void, undefined>
  createTemplate(request: CreateTemplateRequest): Promise<CreatedTemplate>
  editTemplate(request: EditTemplateRequest): Promise<void>
  deleteTemplate(request: DeleteTemplateRequest): Promise<void>
  uploadSample(request: SampleRequest): Promise<string>
  listPhoneNumbers(request: GraphCredentials & { wabaId: string }): Promise<GraphPhoneNumber[]>
  getPhoneNumber(request: GraphCredentials & { phoneNumberId: string }): Promise<GraphPhoneNumber>
  subscribeApp(request: SubscribeRequest): Promise<void>
  listSubscribedApps(request: GraphCredentials & { wabaId: string }): Promise<string[]>
  listSubscribedFields(request: { appId: string; appSecret: string }): Promise<string[]>
  debugToken(request: GraphCredentials): Promise<TokenInfo>
  getBusinessProfile(request: GraphCredentials & { phoneNumberId: string }): Promise<BusinessProfile>
  changeBusinessProfile(
    request: GraphCredentials & { phoneNumberId: string; profile: BusinessProfile },
  ): Promise<void>
  askServerTime(): Promise<Date | undefined>
  /**
   * Takes no new call (they are `not_sent`, `closed`) and waits for those under way, 10 s by default; a call
   * that takes longer is broken off, and so is `unknown`.
   */
  close(graceMs?: number): Promise<void>
}

/** A client for one Graph host, for the tokens of all its numbers. Throws `TypeError` for a URL that is none. */
export const createGraphClient = (options: GraphClientOptions): GraphClient => {
  const upstream = createUpstream(options)
  return {
    sendMessage: (request) => sendMessage(upstream, request),
    uploadMedia: (request) => uploadMedia(upstream, request),
    fetchMediaInfo: (request) => fetchMediaInfo(upstream, request),
    downloadMedia: (request) => downloadMedia(upstream, request),
    deleteMedia: (request) => deleteMedia(upstream, request),
    markRead: (request) => markRead(upstream, request),
    listTemplates: (request) => listTemplates(upstream, request),
    createTemplate: (request) => createTemplate(upstream, request),
    editTemplate: (request) => editTemplate(upstream, request),
    deleteTemplate: (request) => deleteTemplate(upstream, request),
    uploadSample: (request) => uploadSample(upstream, request),
    listPhoneNumbers: (request) => listPhoneNumbers(upstream, request),
    getPhoneNumber: (request) => getPhoneNumber(upstream, request),
    subscribeApp: (request) => subscribeApp(upstream, request),
    listSubscribedApps: (request) => listSubscribedApps(upstream, request),
    listSubscribedFields: (request) => listSubscribedFields(upstream, request),
    debugToken: (request) => debugToken(upstream, request),
    getBusinessProfile: (request) => getBusinessProfile(upstream, request),
    changeBusinessProfile: (request) => changeBusinessProfile(upstream, request),
    askServerTime: () => askServerTime(upstream),
    close: (graceMs = 10_000) => upstream.close(graceMs),
  }
}
