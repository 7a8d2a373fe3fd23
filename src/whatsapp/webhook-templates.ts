import { asId, asRecord, asText, type JsonRecord } from './json-reading.ts'
import type { WebhookChange } from './webhook.ts'

/** Which template in which language a webhook speaks of. The id is an integer there, text everywhere else. */
export type NamedTemplate = { id?: string; name?: string; language?: string }

/** What happened to a template (Cloud API, webhooks: message_template_…, template_category_update). */
export type TemplateNews = {
  template: NamedTemplate
  at?: Date
} /** `explanation`: what Meta says beside the reason, in words. */ & (
  | { kind: 'status'; status: string; reason?: string; explanation?: string }
  | { kind: 'quality'; quality: string }
  /** `correctCategory` is a warning, 24 hours ahead: `category` is the present one. */
  | { kind: 'category'; category: string; correctCategory?: string }
  /** The texts changed; the webhook tells only parts of them. */
  | { kind: 'components' }
)

/** The fields of webhooks about templates. */
export const TEMPLATE_FIELDS = [
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
] as const

/**
 * The news of a change, by its shape rather than its field: Meta's own sample of a quality update bears the
 * field of a status update. Undefined when it has neither a template nor anything to tell. Never throws.
 */
export const readTemplateNews = ({ field, value, at }: WebhookChange): TemplateNews | undefined => {
  const template = {
    id: asId(value.message_template_id),
    name: asText(value.message_template_name),
    language: asText(value.message_template_language),
  }
  if (!template.id && !(template.name && template.language)) return undefined
  const quality = asText(value.new_quality_score)
  if (quality) return { kind: 'quality', template, at, quality }
  const category = asText(value.new_category)
  const correctCategory = asText(value.correct_category)
  if (category) return { kind: 'category', template, at, category, correctCategory }
  const status = asText(value.event)
  const reason = asText(value.reason)
  if (status)
    return {
      kind: 'status',
      template,
      at,
      status: status.toUpperCase(),
      reason,
      explanation: explanationOf(value),
    }
  return field === 'message_template_components_update' ? { kind: 'components', template, at } : undefined
}

/** Why it was paused, turned down or switched off, in Meta's words; each event has them in a place of its own. */
const explanationOf = (value: JsonRecord): string | undefined => {
  const other = asRecord(value.other_info)
  const rejection = asRecord(value.rejection_info)
  const disabledAt = asText(asRecord(value.disable_info)?.disable_date)
  const words = [
    asText(other?.title),
    asText(other?.description),
    asText(rejection?.reason),
    asText(rejection?.recommendation),
    disabledAt && `Disabled on ${disabledAt}.`,
  ]
  return words.filter((part) => part !== undefined).join(' ') || undefined
}
