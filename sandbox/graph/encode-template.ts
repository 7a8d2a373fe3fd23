import type { Sandbox } from '../context.ts'
import { findHandleMediaId } from '../media/upload-handle.ts'
import { isFields } from '../messages/fields.ts'
import type { Template, TemplateComponent } from '../templates/template.ts'
import { pickFields, readFields } from './fields.ts'
import { samplePath } from './template-samples.ts'

const usualFields = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'message_send_ttl_seconds',
]

/** A sample's handle is told as the address of the file; of another place's handle there is none. */
const encodeSample = ({ baseUrl }: Sandbox, handle: unknown): unknown => {
  const id = findHandleMediaId(String(handle))
  return id === undefined ? handle : `${baseUrl()}${samplePath(id)}`
}

const encodeComponent = (sandbox: Sandbox, component: TemplateComponent): TemplateComponent => {
  const example = component['example']
  const cards = component.cards?.map(({ components }) => ({
    components: components.map((part) => encodeComponent(sandbox, part)),
  }))
  const handles =
    isFields(example) && Array.isArray(example['header_handle']) ? example['header_handle'] : undefined
  return {
    ...component,
    ...(cards && { cards }),
    ...(handles && { example: { header_handle: handles.map((handle) => encodeSample(sandbox, handle)) } }),
  }
}

/** A template's fields as asked for (Cloud API, templates: management). */
export const encodeTemplate = (
  sandbox: Sandbox,
  template: Template,
  fields: unknown,
): Record<string, unknown> =>
  pickFields(
    {
      id: template.id,
      name: template.name,
      parameter_format: template.parameterFormat,
      components: template.components.map((component) => encodeComponent(sandbox, component)),
      language: template.language,
      status: template.status,
      category: template.category,
      previous_category: template.previousCategory,
      message_send_ttl_seconds: template.messageSendTtlSeconds,
      rejected_reason: template.rejectedReason,
      quality_score: { score: template.qualityScore, date: Math.floor(template.qualityAt / 1000) },
      last_updated_time: new Date(template.updatedAt).toISOString().replace(/\.\d{3}Z$/, '+0000'),
    },
    readFields(fields),
    usualFields,
  )
