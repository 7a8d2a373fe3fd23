import type { Readable } from 'node:stream'
import { readAnswer } from './graph-answer.ts'
import { callGraph } from './graph-call.ts'
import { type GraphFailure, GraphRequestError } from './graph-request-error.ts'
import { authorize, type GraphCredentials, type GraphUpstream } from './graph-upstream.ts'
import { asText, asWholeNumber } from './json-reading.ts'
import { mayReceiveToken } from './media-hosts.ts'
import { notSent, unknownOutcome } from './transport-failure.ts'

/** With `phoneNumberId`, Meta answers only when the file belongs to that number. */
export type MediaRequest = GraphCredentials & { mediaId: string; phoneNumberId?: string }

export type GraphMediaInfo = {
  /** Valid for 5 minutes, and only with the token. */
  url: string
  mimeType?: string
  /** As Meta wrote it: hex in answers, base64 in webhooks. */
  sha256?: string
  sizeBytes?: number
}

export type MediaDownload = {
  /** To be read or destroyed; it fails when the file is larger than Meta's 100 MB or falls silent. */
  body: Readable
  mimeType?: string
  sizeBytes?: number
}

const fail = (failure: GraphFailure): never => {
  throw new GraphRequestError(failure)
}

/** Where a file can be had. Throws `GraphRequestError`. */
export const fetchMediaInfo = async (
  upstream: GraphUpstream,
  request: MediaRequest,
): Promise<GraphMediaInfo> => {
  const json = await callGraph(upstream, request, {
    method: 'GET',
    id: request.mediaId,
    query: { phone_number_id: request.phoneNumberId },
  })
  const url = asText(json.url)
  return {
    url: url ?? fail({ kind: 'unknown', reason: 'unreadable_answer', detail: 'a file without a URL' }),
    mimeType: asText(json.mime_type),
    sha256: asText(json['sha256']),
    sizeBytes: asWholeNumber(json.file_size),
  }
}

/** Removes a file from Meta. Throws `GraphRequestError`. */
export const deleteMedia = async (upstream: GraphUpstream, request: MediaRequest): Promise<void> => {
  await callGraph(upstream, request, {
    method: 'DELETE',
    id: request.mediaId,
    query: { phone_number_id: request.phoneNumberId },
  })
}

const parseUrl = (text: string, upstream: GraphUpstream): URL => {
  const url = URL.parse(text)
  if (url && mayReceiveToken(url, upstream.origin)) return url
  const detail = `${url?.origin ?? 'no URL'} is neither the Graph host nor one of Meta's media hosts`
  return fail({ kind: 'not_sent', reason: 'forbidden_host', detail })
}

/** Enough of a refusal's body for a Graph error. */
const maxRefusalBytes = 64 * 1024

const readRefusal = async (body: Readable): Promise<string> => {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > maxRefusalBytes) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A GET may be done twice, so that here the error's code is enough to tell the two apart. */
const downloadFailure = (error: Error): GraphFailure => {
  const failure = notSent(error)
  return failure.reason === 'connect_failed' ? unknownOutcome(error) : failure
}

/**
 * A file from the URL that Meta gave, as a stream. The token goes to the hosts of `mayReceiveToken` alone
 * and along no redirect. Throws `GraphRequestError`; 404 means that the URL has expired.
 */
export const downloadMedia = async (
  upstream: GraphUpstream,
  request: GraphCredentials & { url: string; signal?: AbortSignal },
): Promise<MediaDownload> => {
  const url = parseUrl(request.url, upstream)
  try {
    const response = await upstream.media.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: authorize(request),
      signal: request.signal,
    })
    const { statusCode: httpStatus, headers, body } = response
    if (httpStatus === 200) {
      return {
        body,
        mimeType: asText(headers['content-type']),
        sizeBytes: asWholeNumber(headers['content-length']),
      }
    }
    const read = readAnswer({ kind: 'answered', httpStatus, headers, text: await readRefusal(body) })
    const detail = `HTTP ${httpStatus} in place of a file`
    return fail(read.kind === 'success' ? { kind: 'unknown', reason: 'not_from_graph', detail } : read)
  } catch (error) {
    if (error instanceof GraphRequestError) throw error
    return fail(downloadFailure(error as Error))
  }
}
