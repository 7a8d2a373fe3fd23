import type { Database, Tx } from '../database/database.ts'
import type { Integration } from '../integrations/directory.ts'
import { keepAttachment, type PendingAttachment } from '../media/attachment.ts'
import { insertMedia } from '../media/insert.ts'
import type { MediaStore } from '../media/store.ts'
import type { Accepted } from '../messages/accept.ts'
import { claimIdempotencyKeys, insertIdempotencyKeys } from '../messages/idempotency.ts'
import type { Idempotency } from '../messages/message.ts'
import { listOptedOut } from '../opt-outs/list-opted-out.ts'
import { mediaKindOf } from '../templates/attachment.ts'
import type { PreparedTemplate } from '../templates/compile.ts'
import type { TemplateDirectory } from '../templates/directory.ts'
import { tellSend } from './change.ts'
import { createChunk } from './chunk.ts'
import { drawBulkId, insertBulkSend, insertRecipients, insertRejections, markOptedOut } from './insert.ts'
import { type BulkPlan, planBulk } from './plan.ts'
import type { WrittenRecipient } from './recipients.ts'
import { countsOf } from './states.ts'

export type BulkDependencies = {
  database: Database
  templates: TemplateDirectory
  files: MediaStore
  publicUrl: string | undefined
  /** Told when a bulk send has something to be fed. */
  wakeFeeder: () => void
  /** Told when events were appended to the log. */
  onAppended: () => void
}

export type BulkSend = {
  integration: Integration
  template: PreparedTemplate
  templateId: number
  /** Within the transaction of the planning, where they are read from the database. */
  recipients: (tx: Tx) => AsyncIterable<WrittenRecipient>
  shared: Record<string, unknown>
  attachment: PendingAttachment | undefined
  name?: string | undefined
  startAt?: Date | undefined
  expiresAt?: Date | undefined
  createdBy: string
  field: 'recipients' | 'destinations'
  tellRepeats: boolean
  keepRejections: number
  keepAddresses: boolean
  idempotency: Idempotency | undefined
}

/** Rejected rows that are kept with a send; all are counted. */
export const KEPT_REJECTIONS = 10_000

/**
 * Plans a bulk send in one transaction, as large as it is: either all of it is there, or nothing. What it answers is
 * stored with the idempotency key. Its event comes last, since those who read the log wait for whoever has drawn a
 * number of it.
 */
export const startBulkSend = async <Answer extends object>(
  { database, files, wakeFeeder, onAppended }: BulkDependencies,
  send: BulkSend,
  answerOf: (plan: BulkPlan, bulkId: number) => Answer,
): Promise<Accepted<Answer>> => {
  const { integration, template, attachment, idempotency } = send
  const integrationId = integration.id
  const takesFile = mediaKindOf(template.definition.header) !== undefined
  const media = attachment && takesFile ? await keepAttachment(files, integrationId, attachment) : undefined
  const accepted = await database.transaction().execute(async (tx): Promise<Accepted<Answer>> => {
    if (idempotency) {
      const [claim] = await claimIdempotencyKeys(tx, [idempotency])
      if (claim instanceof Error) throw claim
      if (claim !== 'new') return { answer: claim!.answer as Answer, isReplay: true }
    }
    if (media) await insertMedia(tx, [media])
    const bulkId = await drawBulkId(tx)
    const { definition } = template
    const plan = await planBulk({
      ...send,
      recipients: send.recipients(tx),
      // What people have declined is marketing; a receipt or a code is none.
      listOptedOut: async (addresses) =>
        definition.category === 'MARKETING' ? listOptedOut(tx, integrationId, addresses) : NOBODY,
      chunks: [createChunk(integrationId, bulkId), createChunk(integrationId, bulkId)],
      store: async (chunk, optedOutLines) => {
        await insertRecipients(tx, chunk.bytes())
        if (optedOutLines.length > 0) await markOptedOut(tx, integrationId, bulkId, optedOutLines)
      },
    })
    await insertBulkSend(tx, {
      ...send,
      integrationId,
      id: bulkId,
      name: send.name,
      templateName: definition.name,
      languageCode: definition.languageCode,
      mediaId: media?.id,
      planned: plan.planned,
      rejected: plan.rejected,
      startAt: send.startAt,
      expiresAt: send.expiresAt,
    })
    await insertRejections(tx, integrationId, bulkId, plan.rejections.slice(0, KEPT_REJECTIONS))
    const answer = answerOf(plan, bulkId)
    if (idempotency) await insertIdempotencyKeys(tx, [{ idempotency, answer }])
    const key = { integrationId, bulkId }
    await tellSend(tx, key, send.startAt ? 'planned' : 'running', null, plannedCounts(plan))
    return { answer, isReplay: false }
  })
  wakeFeeder()
  onAppended()
  return accepted
}

const NOBODY: ReadonlySet<string> = new Set()

/** Where all stand when a send was planned a moment ago. */
export const plannedCounts = ({ planned, optedOut }: BulkPlan) =>
  countsOf(planned, { waiting: planned - optedOut, opted_out: optedOut })
