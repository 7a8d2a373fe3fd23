import { commit, type Sandbox } from '../context.ts'
import { invalidParameter } from '../graph/graph-error.ts'
import { fillAuthenticationTexts } from './authentication-text.ts'
import { checkDefinition, refuseOwnWords } from './check-definition.ts'
import { readCategory, readTtl } from './create-template.ts'
import { badDefinition } from './definition-error.ts'
import { readComponents } from './read-components.ts'
import { scheduleReview } from './review.ts'
import type { Template } from './template.ts'

const editable = ['APPROVED', 'REJECTED', 'PAUSED']

const day = 86_400_000
const editsPerMonth = 10

/** The edits of the last 30 days with this one. An approved template takes one a day, ten a month. */
const readEdits = ({ status, editedAt = [] }: Template, now: number): number[] => {
  const recent = editedAt.filter((at) => now - at < 30 * day)
  if (status !== 'APPROVED') return recent
  if (recent.some((at) => now - at < day))
    throw badDefinition('An approved template can be edited once in 24 hours. Try again later.')
  if (recent.length >= editsPerMonth)
    throw badDefinition(
      `An approved template can be edited ${editsPerMonth} times in 30 days. Try again later.`,
    )
  return [...recent, now]
}

/** New parts, category or time to live; back into review with it (Cloud API, templates: edit). */
export const editTemplate = (sandbox: Sandbox, template: Template, fields: Record<string, unknown>): void => {
  if (!editable.includes(template.status)) {
    throw badDefinition(
      `Only templates with the status ${editable.join(', ')} can be edited; this one is ${template.status}.`,
    )
  }
  const names = ['category', 'components', 'message_send_ttl_seconds']
  if (names.every((name) => fields[name] === undefined)) {
    throw invalidParameter(`One of the parameters ${names.join(', ')} is required.`)
  }
  const category = fields['category'] === undefined ? template.category : readCategory(fields['category'])
  if (category !== template.category && template.status === 'APPROVED') {
    throw badDefinition('The category of an approved template cannot be changed.')
  }
  const { parameterFormat } = template
  const given =
    fields['components'] === undefined ? template.components : readComponents(fields['components'])
  checkDefinition({ category, components: given, parameterFormat })
  if (fields['components'] !== undefined) refuseOwnWords(category, given)
  const ttl = readTtl(fields['message_send_ttl_seconds'], category)
  const now = sandbox.now()
  const editedAt = readEdits(template, now)
  const edited: Template = {
    ...template,
    category,
    components: category === 'AUTHENTICATION' ? fillAuthenticationTexts(given, template.language) : given,
    ...(ttl !== undefined && { messageSendTtlSeconds: ttl }),
    editedAt,
    status: 'PENDING',
    updatedAt: now,
    reviewAt: now + sandbox.state.settings.review_ms,
  }
  commit(sandbox, { t: 'template', template: edited })
  scheduleReview(sandbox, edited)
}
