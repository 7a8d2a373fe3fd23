import { validationError } from '../error.ts'
import { notAPhone } from '../messages/fields.ts'
import { createMessageId } from '../messages/message-id.ts'
import { parseAddress } from '../messages/phone.ts'
import type { Attachment } from '../templates/attachment.ts'
import type { CloudTemplate } from '../templates/cloud-template.ts'
import type { PreparedTemplate } from '../templates/compile.ts'
import { type CompileError, compileErrorFields } from '../templates/compile-error.ts'
import { mergeValues } from '../templates/gather-values.ts'
import type { WrittenRecipient } from './recipients.ts'

export type BulkPlan = {
  accepted: { id: string; address: string; content: CloudTemplate }[]
  rejected: { phone: string; reason: string }[]
  warnings: string[]
}

/**
 * What each recipient gets, frozen with their values. Bad recipients are set aside with the reason, a number
 * given twice counts once, its first time. Throws 422 when nobody is left, telling what was wrong.
 */
export const planBulk = (
  template: PreparedTemplate,
  recipients: WrittenRecipient[],
  shared: Record<string, unknown>,
  attachment: Attachment | undefined,
): BulkPlan => {
  const plan: BulkPlan = { accepted: [], rejected: [], warnings: [] }
  const seen = new Set<string>()
  let firstErrors: readonly CompileError[] | undefined
  for (const { phone, parameters } of recipients) {
    const address = parseAddress(phone)
    if (address === undefined) {
      plan.rejected.push({ phone, reason: 'This is not a valid phone number.' })
      continue
    }
    if (seen.has(address)) continue
    seen.add(address)
    const compiled = template.compile(valuesFor(template, shared, parameters), attachment)
    if (compiled.ok) {
      plan.accepted.push({ id: createMessageId(), address, content: compiled.template })
      if (plan.accepted.length === 1) plan.warnings.push(...compiled.warnings)
    } else {
      firstErrors ??= compiled.errors
      plan.rejected.push({ phone, reason: compiled.errors.map(({ message }) => message).join(' ') })
    }
  }
  if (plan.accepted.length === 0) throw nobodyLeft(recipients, firstErrors)
  return plan
}

const valuesFor = (
  { resolveKey }: PreparedTemplate,
  shared: Record<string, unknown>,
  own: Record<string, unknown>,
): Record<string, unknown> => (Object.keys(own).length === 0 ? shared : mergeValues(resolveKey, shared, own))

const nobodyLeft = (recipients: WrittenRecipient[], errors: readonly CompileError[] | undefined) => {
  if (errors) return validationError(compileErrorFields(errors, 'parameters'))
  if (recipients.length === 0)
    return validationError({ destinations: ['The destinations field is required.'] })
  return validationError({ 'destinations.0.phone': [notAPhone('destinations.0.phone')] })
}
