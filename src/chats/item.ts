import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { formatAddress } from '../messages/phone.ts'
import type { ListedChat } from './list.ts'

const orNull = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

/** A chat as `GET …/chats` shows it. */
export const ChatItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  phone: orNull('The number of the person; null for one who shows none.', '+905555555555'),
  name: orNull('As the person is called on WhatsApp.', 'Ahmet Kara'),
  contact_id: Type.Integer({ description: 'The same in the chats of all numbers of the account.' }),
  user_id: orNull('The business-scoped user id, where WhatsApp told it.', 'TR.13491208655302741918'),
  state: Type.String({
    description: 'active while the person may be written to freely, else archived.',
    examples: ['active'],
  }),
  window_expires_at: orNull(
    '24 hours after the last message of the person; from then on only templates reach them.',
    '2024-05-31T06:33:30.000000Z',
  ),
  last_message_at: Type.String({ examples: ['2024-05-30T06:33:30.000000Z'] }),
  unread: Type.Integer({ description: 'Messages of the person that nobody has read.' }),
  opted_out_at: orNull(
    'Since when the person wants no marketing messages; null for one who does not mind.',
    '2024-05-31T06:33:30.000000Z',
  ),
})

export const chatItem = (chat: ListedChat): Static<typeof ChatItem> => ({
  id: chat.id,
  phone: chat.phone === null ? null : formatAddress(chat.phone),
  name: chat.name ?? chat.username,
  contact_id: chat.contact_id,
  user_id: chat.user_id,
  state: chat.is_active ? 'active' : 'archived',
  window_expires_at: chat.window_expires_at && formatTimestamp(chat.window_expires_at),
  last_message_at: formatTimestamp(chat.last_message_at),
  unread: chat.unread,
  opted_out_at: chat.opted_out_at && formatTimestamp(chat.opted_out_at),
})
