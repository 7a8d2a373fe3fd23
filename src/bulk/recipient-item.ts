import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { MessageErrorItem } from '../messages/item.ts'
import { formatAddress } from '../messages/phone.ts'
import type { ListedRecipient } from './list-recipients.ts'
import { RECIPIENT_STATES } from './states.ts'

const Time = Type.Union([Type.String(), Type.Null()])

/** A recipient of a bulk send as the API shows them. */
export const RecipientItem = Type.Object({
  line: Type.Integer({ description: 'The place in the list, or the row of the file, from 1.' }),
  phone: Type.String({ examples: ['+905555555555'] }),
  name: Type.Union([Type.String(), Type.Null()]),
  state: Type.Enum([...RECIPIENT_STATES]),
  error: Type.Optional(MessageErrorItem),
  message_id: Type.Union([Type.String(), Type.Null()], { description: 'Of the latest message to them.' }),
  attempts: Type.Integer({
    description:
      'How many messages were made for them: one more with each retry, none for who has opted out.',
  }),
  accepted_at: Time,
  sent_at: Time,
  delivered_at: Time,
  read_at: Time,
  failed_at: Time,
  button: Type.Union([Type.String(), Type.Null()], { description: 'The first button that they tapped.' }),
})

const time = (at: Date | null): string | null => (at ? formatTimestamp(at) : null)

export const recipientItem = (row: ListedRecipient): Static<typeof RecipientItem> => ({
  line: row.number,
  phone: formatAddress(row.address),
  name: row.name,
  state: row.state,
  ...(row.error && { error: row.error }),
  message_id: row.message_id,
  attempts: row.attempts,
  accepted_at: time(row.accepted_at),
  sent_at: time(row.sent_at),
  delivered_at: time(row.delivered_at),
  read_at: time(row.read_at),
  failed_at: time(row.failed_at),
  button: row.button,
})
