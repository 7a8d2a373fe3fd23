import { type Static, Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { findLanguageByCode } from '../templates/languages.ts'
import { countRecipients } from './count.ts'
import type { StoredBulkSend } from './queries.ts'
import { listRejections } from './rejections.ts'
import { BULK_STATUSES, type Counts, countsOf } from './states.ts'

const Count = (description: string) => Type.Integer({ description })
const Time = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

const CountsItem = Type.Object(
  {
    planned: Count('All of them: the sum of what follows.'),
    waiting: Count('Not sent yet, or being sent.'),
    accepted: Count('Taken by WhatsApp.'),
    sent: Count('On the way to the phone.'),
    delivered: Count('On the phone.'),
    read: Count('Read.'),
    failed: Count('Not delivered, with a reason; `retry-failed` sends to them again.'),
    unknown: Count("WhatsApp's answer was lost; a status settles it."),
    expired: Count('Still waiting when `expires_in` was over.'),
    cancelled: Count('Still waiting when the send was stopped.'),
    opted_out: Count('Not written to: they want no such messages.'),
  },
  {
    description: 'Where the recipients stand. Each is in exactly one count.',
    examples: [
      {
        planned: 2,
        waiting: 2,
        accepted: 0,
        sent: 0,
        delivered: 0,
        read: 0,
        failed: 0,
        unknown: 0,
        expired: 0,
        cancelled: 0,
        opted_out: 0,
      },
    ],
  },
)

/** A bulk send as the API shows it (public API, "Beyond the documentation"). */
export const BulkSendItem = Type.Object({
  bulk_id: Type.Integer({ examples: [7] }),
  name: Type.Union([Type.String(), Type.Null()], { examples: ['Summer campaign'] }),
  status: Type.Enum([...BULK_STATUSES], {
    description:
      'planned until its `start_at`; done when nothing is waiting or on its way. A stopped one does not go on.',
  }),
  paused_reason: Type.Union([Type.String(), Type.Null()], {
    description: 'What keeps it from being sent, when that is not what somebody has asked for.',
  }),
  template_id: Type.Integer(),
  template: Type.Union([Type.String(), Type.Null()], {
    description: "The template's name at that time.",
    examples: ['template_01'],
  }),
  language_id: Type.Union([Type.Integer(), Type.Null()], { examples: [1] }),
  counts: CountsItem,
  rejected: Type.Array(
    Type.Object({
      line: Type.Integer({ description: 'The place in the list, or the row of the file, from 1.' }),
      phone: Type.String({ examples: ['+90xxxxxxxxxx'] }),
      reason: Type.String({ examples: ['This is not a valid phone number.'] }),
    }),
    { description: 'Rows that were never planned: the first 100; the report has up to 10,000.' },
  ),
  rejected_count: Type.Integer({ description: 'All of them.' }),
  warnings: Type.Optional(Type.Array(Type.String())),
  created_by: Type.String({ description: 'Who sent it.', examples: ['user:1'] }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  start_at: Time('When it is to start, if not at once.'),
  started_at: Time('When it started.'),
  finished_at: Time('When it was done, or stopped.'),
  expires_at: Time('When who still waits is not sent to any more.'),
})
export type BulkSendItem = Static<typeof BulkSendItem>

/** Rejected rows that are shown with a send. */
export const SHOWN_REJECTIONS = 100

const time = (at: Date | null): string | null => (at ? formatTimestamp(at) : null)

export const bulkSendItem = (
  send: StoredBulkSend,
  counts: Counts,
  rejected: BulkSendItem['rejected'],
): BulkSendItem => ({
  bulk_id: send.id,
  name: send.name,
  status: send.status,
  paused_reason: send.paused_reason,
  template_id: send.template_id,
  template: send.template_name,
  language_id: findLanguageByCode(send.language_code)?.id ?? null,
  counts,
  rejected,
  rejected_count: send.rejected,
  created_by: send.created_by,
  created_at: formatTimestamp(send.created_at),
  start_at: time(send.start_at),
  started_at: time(send.started_at),
  finished_at: time(send.finished_at),
  expires_at: time(send.expires_at),
})

/** Sends of a number as the API shows them, counted at this moment. */
export const showBulkSends = async (
  database: Database,
  integrationId: number,
  sends: StoredBulkSend[],
): Promise<BulkSendItem[]> => {
  const ids = sends.map(({ id }) => id)
  const counts = await countRecipients(database, integrationId, ids)
  const rejections = await listRejections(database, integrationId, ids, SHOWN_REJECTIONS)
  return sends.map((send) =>
    bulkSendItem(send, counts.get(send.id) ?? countsOf(send.planned, {}), rejections.get(send.id) ?? []),
  )
}
