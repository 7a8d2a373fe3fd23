import { validationError } from '../error.ts'
import { createMessageId } from '../messages/message-id.ts'
import { parseAddress } from '../messages/phone.ts'
import type { Attachment } from '../templates/attachment.ts'
import type { PreparedTemplate } from '../templates/compile.ts'
import { type CompileError, compileErrorFields } from '../templates/compile-error.ts'
import { mergeValues } from '../templates/gather-values.ts'
import type { Chunk } from './chunk.ts'
import type { WrittenRecipient } from './recipients.ts'

/** A row that is not sent to, with the reason. */
export type Rejection = { line: number; phone: string; reason: string }

export type BulkPlan = {
  planned: number
  optedOut: number
  rejected: number
  /** The first of them. */
  rejections: Rejection[]
  warnings: readonly string[]
  /** Who is sent to, and who has opted out, where they are to be named. */
  addresses: string[]
  declined: string[]
}

export type PlanOptions = {
  template: PreparedTemplate
  recipients: AsyncIterable<WrittenRecipient>
  /** Values of all who have none of their own. */
  shared: Record<string, unknown>
  attachment: Attachment | undefined
  /** Rejections to keep; all are counted. */
  keepRejections: number
  /** The field of the request that holds them. */
  field: 'recipients' | 'destinations'
  /** Whether a number that is given again is told of; it is sent to once in any case. */
  tellRepeats: boolean
  /** Whether the plan names all recipients: those of one answer, not of a file of a million rows. */
  keepAddresses: boolean
  /** Who of some addresses is not to be written to. */
  listOptedOut: (addresses: string[]) => Promise<ReadonlySet<string>>
  /** Two: one is filled while the other is being stored. */
  chunks: [Chunk, Chunk]
  /** Stores the recipients of a chunk, but for those who have opted out. */
  store: (chunk: Chunk, optedOutLines: number[]) => Promise<unknown>
}

/**
 * Freezes what each recipient gets, with their values, as they come in: at no time are more than two chunks in memory,
 * beside the numbers that were seen. Bad recipients are set aside with the reason, a number given twice counts once,
 * its first time. Throws 422 when nobody is left, telling what was wrong.
 */
export const planBulk = async (options: PlanOptions): Promise<BulkPlan> => {
  const { recipients, keepRejections } = options
  const plan: BulkPlan = {
    planned: 0,
    optedOut: 0,
    rejected: 0,
    rejections: [],
    warnings: [],
    addresses: [],
    declined: [],
  }
  const seen = new Set<string>()
  let firstErrors: readonly CompileError[] | undefined
  let [chunk, spare] = options.chunks
  let storing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    await storing
    storing = storeChunk(options, plan, chunk)
    // It is awaited with the next chunk; until then a failure of it is no unhandled one.
    storing.catch(() => undefined)
    ;[chunk, spare] = [spare, chunk]
  }
  const reject = (rejection: Rejection): void => {
    plan.rejected += 1
    if (plan.rejections.length < keepRejections) plan.rejections.push(rejection)
  }

  for await (const { line, phone, name, parameters, problem } of recipients) {
    if (problem !== undefined) {
      reject({ line, phone, reason: problem })
      continue
    }
    const address = parseAddress(phone)
    if (address === undefined) {
      reject({ line, phone, reason: 'This is not a valid phone number.' })
      continue
    }
    if (seen.has(address)) {
      if (options.tellRepeats) reject({ line, phone, reason: REPEATED })
      continue
    }
    seen.add(address)
    const compiled = options.template.compile(valuesFor(options, parameters), options.attachment)
    if (!compiled.ok) {
      firstErrors ??= compiled.errors
      reject({ line, phone, reason: compiled.errors.map(({ message }) => message).join(' ') })
      continue
    }
    if (plan.planned === 0) plan.warnings = compiled.warnings
    plan.planned += 1
    const content = JSON.stringify(compiled.template)
    const recipient = { line, address, name, messageId: createMessageId(), content }
    if (!chunk.add(recipient)) {
      await flush()
      chunk.add(recipient)
    }
    if (chunk.isFull()) await flush()
  }
  if (plan.planned === 0) throw nobodyLeft(options.field, plan, firstErrors)
  await flush()
  await storing
  return plan
}

const storeChunk = async (
  { keepAddresses, listOptedOut, store }: PlanOptions,
  plan: BulkPlan,
  chunk: Chunk,
): Promise<void> => {
  const rows = chunk.rows()
  if (rows.length === 0) return
  const optedOut = await listOptedOut(rows.map(({ address }) => address))
  plan.optedOut += optedOut.size
  if (keepAddresses)
    for (const { address } of rows) (optedOut.has(address) ? plan.declined : plan.addresses).push(address)
  const declined = optedOut.size === 0 ? [] : rows.filter(({ address }) => optedOut.has(address))
  await store(
    chunk,
    declined.map(({ line }) => line),
  )
  chunk.clear()
}

const valuesFor = (
  { template: { resolveKey }, shared }: PlanOptions,
  own: Record<string, unknown>,
): Record<string, unknown> => {
  for (const _ in own) return mergeValues(resolveKey, shared, own)
  return shared
}

const REPEATED = 'This number stands in an earlier row. It is sent to once, as that row says.'

/** Errors of the values are told by their own fields, all others by the first row that has one. */
const nobodyLeft = (
  field: string,
  { rejected, rejections }: BulkPlan,
  errors: readonly CompileError[] | undefined,
) => {
  if (errors && errors.length > 0) return validationError(compileErrorFields(errors, 'parameters'))
  const [first] = rejections
  if (first === undefined) return validationError({ [field]: [`The ${field} field is required.`] })
  const which = rejected === 1 ? 'its only row cannot' : `none of its ${rejected} rows can`
  return validationError({
    [field]: [
      `The ${field} field holds nobody to send to: ${which} be used. Row ${first.line}, ${JSON.stringify(first.phone.slice(0, 50))}: ${first.reason}`,
    ],
  })
}
