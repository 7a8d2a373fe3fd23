import { callGraph } from './graph-call.ts'
import { GraphRequestError } from './graph-request-error.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asId, asText, type JsonRecord } from './json-reading.ts'

export type CreateTemplateRequest = GraphCredentials & {
  wabaId: string
  name: string
  language: string
  category: string
  parameterFormat: string
  components: JsonRecord[]
}

/** One language of a template as Meta took it in: `status` is PENDING, or already what came out of the review. */
export type CreatedTemplate = { id: string; status: string; category: string }

/** `POST /{waba-id}/message_templates`: begins the review. Throws `GraphRequestError`. */
export const createTemplate = async (
  upstream: GraphUpstream,
  request: CreateTemplateRequest,
): Promise<CreatedTemplate> => {
  const { wabaId, name, language, category, parameterFormat, components } = request
  const answer = await callGraph(upstream, request, {
    method: 'POST',
    id: wabaId,
    edge: 'message_templates',
    body: { name, language, category, parameter_format: parameterFormat, components },
  })
  const id = asId(answer.id)
  if (id === undefined)
    throw new GraphRequestError({
      kind: 'unknown',
      reason: 'unreadable_answer',
      detail: 'a success without a template id',
    })
  return { id, status: asText(answer.status) ?? 'PENDING', category: asText(answer.category) ?? category }
}

export type EditTemplateRequest = GraphCredentials & {
  templateId: string
  components: JsonRecord[]
  /** Left away to keep the one that it has: an approved template's cannot change. */
  category?: string | undefined
}

/** `POST /{template-id}`: new parts, which are reviewed anew. Throws `GraphRequestError`. */
export const editTemplate = async (
  upstream: GraphUpstream,
  { templateId, components, category, ...credentials }: EditTemplateRequest,
): Promise<void> => {
  await callGraph(upstream, credentials, { method: 'POST', id: templateId, body: { components, category } })
}

export type DeleteTemplateRequest = GraphCredentials & {
  wabaId: string
  name: string
  /** Of one language; all of the name when it is left away. */
  templateId?: string | undefined
}

/** `DELETE /{waba-id}/message_templates`. Throws `GraphRequestError`. */
export const deleteTemplate = async (
  upstream: GraphUpstream,
  { wabaId, name, templateId, ...credentials }: DeleteTemplateRequest,
): Promise<void> => {
  await callGraph(upstream, credentials, {
    method: 'DELETE',
    id: wabaId,
    edge: 'message_templates',
    query: { name, hsm_id: templateId },
  })
}
