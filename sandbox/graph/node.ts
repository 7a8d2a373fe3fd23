import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox, selectInstallation } from '../context.ts'
import { allParameters } from '../http/body.ts'
import { createMediaLink } from '../media/media-link.ts'
import type { MediaFile } from '../state/state.ts'
import { editTemplate } from '../templates/edit-template.ts'
import { encodeTemplate } from './encode-template.ts'
import { pickFields, readFields } from './fields.ts'
import { invalidParameter, unknownObject } from './graph-error.ts'
import { configureNumber, encodeNumber } from './number-node.ts'

type WithId = { Params: { id: string }; Querystring: Record<string, unknown> }

/** A media as told to whoever owns the number (Cloud API, media: retrieve URL). The hash is hexadecimal here. */
const encodeMedia = (sandbox: Sandbox, file: MediaFile) => ({
  messaging_product: 'whatsapp',
  url: createMediaLink(sandbox, file.id),
  mime_type: file.mimeType,
  sha256: file.sha256,
  file_size: file.sizeBytes,
  id: file.id,
})

/** A media that is still kept, and belongs to the number that is named, if one is. */
const findMedia = ({ state, now }: Sandbox, id: string, numberId: unknown): MediaFile | undefined => {
  if (numberId !== undefined && !state.numbers.has(String(numberId))) {
    throw invalidParameter('Param phone_number_id is not a number of this account.')
  }
  const file = state.media.get(id)
  return file && file.expiresAt > now() ? file : undefined
}

const encodeAccount = ({ state }: Sandbox, fields: unknown) =>
  pickFields(
    {
      id: selectInstallation(state).wabaId,
      name: 'Sandbox',
      currency: 'USD',
      timezone_id: '1',
      message_template_namespace: `sandbox_${selectInstallation(state).wabaId}`,
      account_review_status: 'APPROVED',
      business_verification_status: 'verified',
      status: 'ACTIVE',
      country: 'TR',
    },
    readFields(fields),
    ['name', 'currency', 'timezone_id', 'message_template_namespace'],
  )

/** `GET`, `POST` and `DELETE /{id}`, whatever kind of object the id is of. */
export const addNode = (app: FastifyInstance, sandbox: Sandbox): void => {
  const { state } = sandbox

  app.get<WithId>('/:id', async (request) => {
    const { id } = request.params
    const { fields, phone_number_id: numberId } = request.query
    const { wabaId, appId, businessId } = selectInstallation(state)
    const number = state.numbers.get(id)
    if (number) return encodeNumber(state, number, fields)
    const template = state.templates.get(id)
    if (template) return encodeTemplate(sandbox, template, fields)
    const file = findMedia(sandbox, id, numberId)
    if (file) return encodeMedia(sandbox, file)
    const session = sandbox.uploads.find(id)
    if (session) return { id, file_offset: session.file.sizeBytes() }
    if (id === wabaId) return encodeAccount(sandbox, fields)
    if (id === appId || id === 'app') return { id: appId, name: 'Sandbox', link: sandbox.baseUrl() }
    if (id === businessId || id === 'me') return { id: businessId, name: 'Sandbox' }
    throw unknownObject('GET', id)
  })

  app.post<WithId>('/:id', async (request) => {
    const { id } = request.params
    const number = state.numbers.get(id)
    if (number) return configureNumber(sandbox, number, allParameters(request))
    const template = state.templates.get(id)
    if (template) {
      editTemplate(sandbox, template, allParameters(request))
      await sandbox.journal.written()
      return { success: true }
    }
    throw unknownObject('POST', id)
  })

  app.delete<WithId>('/:id', async (request) => {
    const file = findMedia(sandbox, request.params.id, request.query['phone_number_id'])
    if (!file) throw unknownObject('DELETE', request.params.id)
    commit(sandbox, { t: 'media-gone', id: file.id })
    await sandbox.journal.written()
    await sandbox.mediaFolder.remove(file.id)
    return { success: true }
  })
}
