import type { EventData } from '../events/event.ts'
import { formatTimestamp } from '../http/timestamp.ts'

/** What is known of a contact, each part with the time (milliseconds) of the message that told it. */
export type ContactFields = {
  phone: string | null
  /** The number as Meta sent it. */
  waId: string | null
  phoneToldAt: number
  userId: string | null
  parentUserId: string | null
  userIdToldAt: number
  name: string | null
  username: string | null
  nameToldAt: number
  marketing: 'stop' | 'resume' | null
  marketingToldAt: number
}

/** What one message tells of the person. */
export type Told = {
  phone?: { value: string; waId: string | null; at: number }
  user?: { value: string; parent: string | null; at: number }
  name?: { value: string; username: string | null; at: number }
  marketing?: { value: 'stop' | 'resume'; at: number }
}

export const UNTOLD: ContactFields = {
  phone: null,
  waId: null,
  phoneToldAt: -Infinity,
  userId: null,
  parentUserId: null,
  userIdToldAt: -Infinity,
  name: null,
  username: null,
  nameToldAt: -Infinity,
  marketing: null,
  marketingToldAt: -Infinity,
}

/**
 * The fields after one more message, which need not be the latest. Of two that were told in the same second the
 * later in the alphabet counts: any rule would do that does not ask which came first.
 */
export const tell = (fields: ContactFields, { phone, user, name, marketing }: Told): ContactFields => ({
  ...fields,
  ...(phone &&
    isNewer([phone.at, phone.value, phone.waId], [fields.phoneToldAt, fields.phone, fields.waId]) && {
      phone: phone.value,
      waId: phone.waId,
      phoneToldAt: phone.at,
    }),
  ...(user &&
    isNewer(
      [user.at, user.value, user.parent],
      [fields.userIdToldAt, fields.userId, fields.parentUserId],
    ) && {
      userId: user.value,
      parentUserId: user.parent,
      userIdToldAt: user.at,
    }),
  ...(name &&
    isNewer([name.at, name.value, name.username], [fields.nameToldAt, fields.name, fields.username]) && {
      name: name.value,
      username: name.username,
      nameToldAt: name.at,
    }),
  ...(marketing &&
    isNewer([marketing.at, marketing.value], [fields.marketingToldAt, fields.marketing]) && {
      marketing: marketing.value,
      marketingToldAt: marketing.at,
    }),
})

const isNewer = (told: (number | string | null)[], known: (number | string | null)[]): boolean => {
  for (const [n, value] of told.entries()) {
    const other = known[n] ?? ''
    if (value === null) {
      if (other !== '') return false
    } else if (value !== other) return value > other
  }
  return false
}

/** Since when a person wants no marketing messages; null for one who does not mind. */
export const optedOutAt = ({ marketing, marketingToldAt }: ContactFields): Date | null =>
  marketing === 'stop' ? new Date(marketingToldAt) : null

/** What an event tells of a contact. */
export const contactNews = (contactId: number, fields: ContactFields): EventData['contact.updated'] => {
  const at = optedOutAt(fields)
  return { contact_id: contactId, opted_out_at: at && formatTimestamp(at) }
}

const SHOWN = ['phone', 'waId', 'userId', 'parentUserId', 'name', 'username', 'marketing'] as const

/** Whether the two look different to people. */
export const isShownOtherwise = (a: ContactFields, b: ContactFields): boolean =>
  SHOWN.some((field) => a[field] !== b[field])

/** The text without what a search does not ask about: case, accents, and the dot that tells ı from i. */
export const foldText = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')

/** What a search looks into. */
export const searchTextOf = ({ name, username, phone, userId }: ContactFields): string =>
  foldText([name, username, phone, userId].filter((part) => part !== null).join('\n'))
