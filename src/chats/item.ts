import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { formatAddress } from '../messages/phone.ts'
import type { ListedChat } from './listed.ts'
import { previewOf } from './preview.ts'
import { PRIORITIES } from './priorities.ts'
import { MOST_UNREAD } from './unread.ts'

const orNull = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

const Person = (description: string) =>
  Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()], { description })

/** A chat as `GET …/chats` shows it. */
export const ChatItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  integration_id: Type.Integer({ description: 'The number that it is with.', examples: [11] }),
  phone: orNull('The number of the person; null for one who shows none.', '+905555555555'),
  name: orNull('As the person is called on WhatsApp.', 'Ahmet Kara'),
  contact_id: Type.Integer({ description: 'The same in the chats of all numbers of the account.' }),
  user_id: orNull('The business-scoped user id, where WhatsApp told it.', 'TR.13491208655302741918'),
  state: Type.String({
    description:
      'active while the person may be written to freely or an agent has reopened it, unless it was closed; else archived.',
    examples: ['active'],
  }),
  active_until: orNull(
    'When its time is over; null for one that is closed, or to which nobody has answered.',
    '2024-05-31T06:33:30.000000Z',
  ),
  window_expires_at: orNull(
    '24 hours after the last message of the person; from then on only templates reach them.',
    '2024-05-31T06:33:30.000000Z',
  ),
  last_message_at: Type.String({ examples: ['2024-05-30T06:33:30.000000Z'] }),
  last_message: Type.Union(
    [
      Type.Object({
        message_id: Type.String(),
        type: Type.String({ examples: ['text'] }),
        direction: Type.String({ description: 'outbound or inbound.' }),
        text: Type.Union([Type.String(), Type.Null()], {
          description: 'Its first 200 characters, or those of a caption.',
        }),
        status: Type.String({ examples: ['delivered'] }),
      }),
      Type.Null(),
    ],
    { description: 'The last one that is no reaction, edit or revocation.' },
  ),
  unread: Type.Integer({
    description: `Messages of the person that the user has not read, ${MOST_UNREAD} at most; to a key, those that nobody has marked as read.`,
  }),
  assignee: Person('Who of the team has it.'),
  tags: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), color: Type.String() })),
  priority: Type.String({ description: `${PRIORITIES.join(', ')}.`, examples: ['normal'] }),
  reason: Person('Why it was closed; null for one that ended by itself.'),
  closed_at: orNull('When it was closed; null for one that was not.', '2024-05-31T06:33:30.000000Z'),
  closed_by: Person('Who closed it; null for a program.'),
  opted_out_at: orNull(
    'Since when the person wants no marketing messages; null for one who does not mind.',
    '2024-05-31T06:33:30.000000Z',
  ),
})

export type ChatItem = Static<typeof ChatItem>

export const chatItem = (chat: ListedChat): ChatItem => ({
  id: chat.id,
  integration_id: chat.integration_id,
  phone: chat.phone === null ? null : formatAddress(chat.phone),
  name: chat.name ?? chat.username,
  contact_id: chat.contact_id,
  user_id: chat.user_id,
  state: chat.is_active ? 'active' : 'archived',
  active_until: chat.active_until && formatTimestamp(chat.active_until),
  window_expires_at: chat.window_expires_at && formatTimestamp(chat.window_expires_at),
  last_message_at: formatTimestamp(chat.last_message_at),
  last_message: chat.last_message && lastMessageItem(chat.last_message),
  unread: chat.unread,
  assignee: chat.assignee,
  tags: chat.tags,
  priority: PRIORITIES[chat.priority]!,
  reason: chat.reason,
  closed_at: chat.closed_at && formatTimestamp(chat.closed_at),
  closed_by: chat.closed_by,
  opted_out_at: chat.opted_out_at && formatTimestamp(chat.opted_out_at),
})

const lastMessageItem = ({
  id,
  type,
  direction,
  state,
  content,
}: NonNullable<ListedChat['last_message']>) => ({
  message_id: id,
  type,
  direction,
  text: previewOf(type, content),
  status: state,
})
