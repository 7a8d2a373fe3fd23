import { listGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asId, asList, asRecord, asText, type JsonRecord } from './json-reading.ts'

/** A template in one language, as Meta keeps it (Cloud API, templates: management). */
export type GraphTemplate = {
  id: string
  name: string
  language: string
  /** APPROVED alone may be sent; others are PENDING, REJECTED, PAUSED, DISABLED, … */
  status: string
  /** MARKETING, UTILITY or AUTHENTICATION. */
  category: string
  /** POSITIONAL when Meta does not say. */
  parameterFormat: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  qualityScore?: string
  rejectedReason?: string
  components: JsonRecord[]
}

const fields = 'id,name,status,category,language,components,quality_score,parameter_format,rejected_reason'

const readTemplate = (object: JsonRecord): GraphTemplate | undefined => {
  const id = asId(object.id)
  const name = asText(object.name)
  const language = asText(object.language)
  if (!id || !name || !language) return undefined
  return {
    id,
    name,
    language,
    status: asText(object.status) ?? 'UNKNOWN',
    category: asText(object.category) ?? 'UNKNOWN',
    parameterFormat: asText(object.parameter_format) ?? 'POSITIONAL',
    qualityScore: asText(asRecord(object.quality_score)?.score) ?? asText(object.quality_score),
    rejectedReason: asText(object.rejected_reason),
    components: asList(object.components)
      .map(asRecord)
      .filter((component) => component !== undefined),
  }
}

/** All templates of an account; what lacks an id, a name or a language is none. Throws `GraphRequestError`. */
export async function* listTemplates(
  upstream: GraphUpstream,
  request: GraphCredentials & { wabaId: string },
): AsyncGenerator<GraphTemplate, void, undefined> {
  const pages = listGraph(upstream, request, {
    id: request.wabaId,
    edge: 'message_templates',
    query: { fields, limit: '100' },
  })
  for await (const object of pages) {
    const template = readTemplate(object)
    if (template) yield template
  }
}
