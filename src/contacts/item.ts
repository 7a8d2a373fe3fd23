import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { formatAddress } from '../messages/phone.ts'
import type { ContactDetails, ListedContact } from './list.ts'
import { PersonField } from './person-field.ts'

const orNull = (description: string, example: string | null) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

/** A person, as `GET /v1/contacts` shows them. */
export const ContactItem = Type.Object({
  id: Type.Integer({ description: 'The contact_id of their chats.', examples: [7] }),
  name: orNull('As the team calls them, or else as they call themselves.', 'Ahmet Kara'),
  own_name: orNull('The name that the team gave them.', null),
  profile_name: orNull('The name that they told WhatsApp last.', 'Ahmet Kara'),
  username: orNull('Their name for others to write to, where WhatsApp told it.', null),
  phone: orNull('Null for a person who shows no number.', '+905555555555'),
  user_id: orNull('The business-scoped user id, where WhatsApp told it.', 'TR.13491208655302741918'),
  tags: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), color: Type.String() }), {
    description: 'Those of their chats.',
  }),
  opted_out_at: orNull('Since when they want no marketing messages.', null),
  first_seen_at: Type.String({
    description: 'When they first wrote or were written to.',
    examples: ['2024-05-31T06:33:30.000000Z'],
  }),
  last_seen_at: orNull('When they last wrote.', '2024-05-31T06:33:30.000000Z'),
})

/** The same with all that is known of them. */
export const ContactProfile = Type.Object({
  ...ContactItem.properties,
  notes: Type.String({ description: 'What the team keeps of them.', examples: ['Prefers to be called.'] }),
  addresses: Type.Array(
    Type.Object({
      address: Type.String({ description: 'A number, or a business-scoped user id.' }),
      since: orNull('Null: from the beginning.', null),
      until: orNull('Null: to this day.', null),
    }),
    { description: 'By what they could be reached, and when: numbers are given to other people.' },
  ),
  chats: Type.Array(
    Type.Object({
      integration_id: Type.Integer(),
      chat_id: Type.Integer(),
      state: Type.String({ description: 'active or archived.', examples: ['active'] }),
      assignee: PersonField,
      last_message_at: Type.String(),
      tags: ContactItem.properties.tags,
    }),
    { description: 'With each of your integrations.' },
  ),
})

export const contactItem = (contact: ListedContact): Static<typeof ContactItem> => ({
  id: contact.id,
  name: contact.own_name ?? contact.name ?? contact.username,
  own_name: contact.own_name,
  profile_name: contact.name,
  username: contact.username,
  phone: contact.phone === null ? null : formatAddress(contact.phone),
  user_id: contact.user_id,
  tags: contact.tags,
  opted_out_at: contact.opted_out_at && formatTimestamp(contact.opted_out_at),
  first_seen_at: formatTimestamp(contact.first_seen_at),
  last_seen_at: contact.last_seen_at && formatTimestamp(contact.last_seen_at),
})

export const contactProfile = ({
  notes,
  addresses,
  chats,
  ...contact
}: ListedContact & ContactDetails): Static<typeof ContactProfile> => ({
  ...contactItem(contact),
  notes,
  addresses: addresses.map(({ address, since, until }) => ({
    address: formatAddress(address),
    since: timeOrNull(since),
    until: timeOrNull(until),
  })),
  chats: chats.map((chat) => ({ ...chat, last_message_at: formatTimestamp(new Date(chat.last_message_at)) })),
})

const timeOrNull = (time: Date | number): string | null =>
  time instanceof Date ? formatTimestamp(time) : null
