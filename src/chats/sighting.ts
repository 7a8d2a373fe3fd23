import { digitsOf } from '../messages/phone.ts'
import type { Told } from './told.ts'
import type { Move, Trace } from './trace-people.ts'

/** A message, stored or about to be, with what it can tell of the person on the other side. */
export type SeenMessage = {
  integrationId: number
  /** The account, which stands for the business's portfolio: people belong to it. */
  wabaId: string
  direction: 'inbound' | 'outbound'
  type: string
  address: string
  sender: MessageSender | null
  /** Of a message that went out: the number as WhatsApp knows it. */
  waId: string | null
  /** Read for the type `system` alone. */
  content: unknown
  at: Date
}

/** The person as the message told them, as it is stored. */
export type MessageSender = {
  name?: string
  wa_id?: string
  user_id?: string
  parent_user_id?: string
  username?: string
}

export type Sighting = Trace & { wabaId: string; told: Told }

/** What a message says of who is who, and of the person. */
export const sightingOf = (message: SeenMessage): Sighting =>
  message.sender === null ? sightingOfSend(message) : sightingOfPerson(message, message.sender)

/** Somebody of the team said that two addresses are one person's: it tells nothing else of them. */
export const sightingOfJoin = (join: {
  wabaId: string
  address: string
  otherAddress: string
  at: Date
}): Sighting => ({
  wabaId: join.wabaId,
  at: join.at.getTime(),
  addresses: [join.address, join.otherAddress],
  moves: [],
  told: {},
})

/** What a program wrote is no word of the person's: it counts as told before all else. */
const sightingOfSend = ({ wabaId, at, address, waId }: SeenMessage): Sighting => {
  const ms = at.getTime()
  const known = digitsOf(waId)
  const isAlias = isNumber(address) && known !== undefined && known !== address
  return {
    wabaId,
    at: ms,
    addresses: [address],
    moves: [],
    ...(isAlias && { alias: [address, known] }),
    told: {
      ...(isAlias
        ? { phone: { value: known, waId, at: ms } }
        : isNumber(address)
          ? { phone: { value: address, waId: null, at: -Infinity } }
          : { user: { value: address, parent: null, at: -Infinity } }),
    },
  }
}

const sightingOfPerson = (
  { wabaId, at, type, address, content }: SeenMessage,
  sender: MessageSender,
): Sighting => {
  const ms = at.getTime()
  const phone = digitsOf(sender.wa_id) ?? (isNumber(address) ? address : undefined)
  const userId = sender.user_id ?? (isNumber(address) ? undefined : address)
  const change = type === 'system' ? readChange(content) : {}
  const moves: Move[] = []
  if (change.phone !== undefined && change.phone !== phone) moves.push({ left: phone, taken: change.phone })
  if (change.userId !== undefined && change.userId !== userId)
    moves.push({ left: userId, taken: change.userId })
  const phoneNow = change.phone ?? phone
  const userIdNow = change.userId ?? userId
  return {
    wabaId,
    at: ms,
    addresses: [...new Set([phone, userId, address].filter((one) => one !== undefined))],
    moves,
    told: {
      ...(phoneNow !== undefined && {
        phone: { value: phoneNow, waId: change.phone ? change.waId! : (sender.wa_id ?? null), at: ms },
      }),
      ...(userIdNow !== undefined && {
        user: { value: userIdNow, parent: change.userId ? null : (sender.parent_user_id ?? null), at: ms },
      }),
      ...(sender.name !== undefined && {
        name: { value: sender.name, username: sender.username ?? null, at: ms },
      }),
    },
  }
}

type SystemContent = { type?: unknown; wa_id?: unknown; new_wa_id?: unknown; user_id?: unknown }

/** What the person has from now on (Cloud API, webhooks: system; `new_wa_id` until 2021). */
const readChange = (content: unknown): { phone?: string; waId?: string; userId?: string } => {
  const { type, wa_id, new_wa_id, user_id } = (content ?? {}) as SystemContent
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') return {}
  const waId = [wa_id, new_wa_id].find((one) => typeof one === 'string')
  return {
    phone: digitsOf(waId),
    waId,
    userId: typeof user_id === 'string' && user_id !== '' ? user_id : undefined,
  }
}

const isNumber = (address: string): boolean => /^\d/.test(address)

/** Types that change or comment another message: nobody has to read them. */
const SILENT = new Set(['reaction', 'edit', 'revoke', 'system'])

/** Whether people have to read it. */
export const isReadable = ({ direction, type }: Pick<SeenMessage, 'direction' | 'type'>): boolean =>
  direction === 'inbound' && !SILENT.has(type)

/** Whether the person wrote it: that opens the 24 hours in which they may be written to. */
export const isWritten = ({ direction, type }: Pick<SeenMessage, 'direction' | 'type'>): boolean =>
  direction === 'inbound' && type !== 'system'
