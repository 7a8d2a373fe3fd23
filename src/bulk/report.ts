import type { Readable } from 'node:stream'
import type { Database } from '../database/database.ts'
import { type Cell, type Separator, writeCsv } from '../http/csv.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { OPTED_OUT } from '../opt-outs/refuse.ts'
import { type ListedRecipient, listRecipients } from './list-recipients.ts'
import type { Rejection } from './plan.ts'
import type { StoredBulkSend } from './queries.ts'
import { listRejections } from './rejections.ts'
import { KEPT_REJECTIONS } from './start-send.ts'

/** Recipients read at once: the report of a million holds no more of them in memory. */
const CHUNK = 1_000

const COLUMNS = [
  'line',
  'phone',
  'name',
  'status',
  'reason',
  'attempts',
  'message_id',
  'accepted_at',
  'sent_at',
  'delivered_at',
  'read_at',
  'failed_at',
  'clickedButton',
  'template',
  'language',
  'sent_by',
  'date',
]

/** One row a recipient, then the rows that were never planned. */
export const writeReport = (database: Database, send: StoredBulkSend, separator: Separator): Readable =>
  writeCsv(COLUMNS, rowsOf(database, send), separator)

async function* rowsOf(database: Database, send: StoredBulkSend): AsyncGenerator<Cell[]> {
  const key = { integrationId: send.integration_id, bulkId: send.id }
  const common = [send.template_name, send.language_code, send.created_by, formatTimestamp(send.created_at)]
  for (let after = -1; ; ) {
    const rows = await listRecipients(database, key, { after, offset: 0, limit: CHUNK })
    for (const row of rows) yield [...recipientCells(row), ...common]
    if (rows.length < CHUNK) break
    after = rows.at(-1)!.number
  }
  const rejections = await listRejections(database, key.integrationId, [key.bulkId], KEPT_REJECTIONS)
  for (const row of rejections.get(key.bulkId) ?? []) yield [...rejectionCells(row), ...common]
}

const recipientCells = (row: ListedRecipient): Cell[] => [
  row.number,
  row.address,
  row.name,
  row.state,
  row.state === 'opted_out'
    ? OPTED_OUT
    : row.error && `${row.error.title}: ${row.error.details} (${row.error.code})`,
  row.attempts,
  row.message_id,
  ...[row.accepted_at, row.sent_at, row.delivered_at, row.read_at, row.failed_at].map((at) =>
    at ? formatTimestamp(at) : null,
  ),
  row.button,
]

const rejectionCells = ({ line, phone, reason }: Rejection): Cell[] => [
  line,
  // As the other numbers are; what is none stays as it was written.
  phone.replace(/^\+(?=\d)/, ''),
  null,
  'rejected',
  reason,
  ...Array.from({ length: 8 }, () => null),
]
