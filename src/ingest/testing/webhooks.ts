import type { Integration } from '../../integrations/directory.ts'

/** Bodies of webhooks as WhatsApp sends them (Cloud API, webhooks). */

/** A number of ours, as webhooks name it. */
export type OwnNumber = Pick<Integration, 'wabaId' | 'phoneNumber' | 'phoneNumberId'>

/** 2026-01-01; the times of the bodies are seconds after it. */
export const EPOCH = 1_767_225_600

export const timeAt = (seconds: number): Date => new Date((EPOCH + seconds) * 1_000)

export const accountEvent = (wabaId: string, field: string, value: object, at?: number) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: wabaId, ...(at !== undefined && { time: EPOCH + at }), changes: [{ field, value }] }],
})

/** A change of a number, with its metadata. */
export const numberEvent = (number: OwnNumber, value: object, field = 'messages') =>
  accountEvent(number.wabaId, field, {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: number.phoneNumber.slice(1),
      phone_number_id: number.phoneNumberId,
    },
    ...value,
  })

/** A person as a webhook names them: with a number, a user id, or both. */
export type Somebody = { phone?: string; userId?: string; name?: string }

const contactsOf = ({ phone, userId, name }: Somebody) =>
  name === undefined ? {} : { contacts: [{ profile: { name }, wa_id: phone, user_id: userId }] }

export type MessageFields = { wamid: string; at: number; type?: string; content?: unknown; more?: object }

const messageOf = ({ wamid, at, type = 'text', more, ...given }: MessageFields) => {
  const content = 'content' in given ? given.content : { body: wamid }
  return {
    id: wamid,
    timestamp: String(EPOCH + at),
    type,
    ...(content !== undefined && { [type]: content }),
    ...more,
  }
}

/** A customer's message; `content` stands under the name of its type. */
export const inbound = (number: OwnNumber, from: Somebody, message: MessageFields) =>
  numberEvent(number, {
    ...contactsOf(from),
    messages: [{ from: from.phone, from_user_id: from.userId, ...messageOf(message) }],
  })

/** What the business wrote with its phone app. */
export const echo = (number: OwnNumber, to: Somebody, message: MessageFields) =>
  numberEvent(
    number,
    {
      ...contactsOf(to),
      message_echoes: [
        {
          from: number.phoneNumber.slice(1),
          to: to.phone,
          to_user_id: to.userId,
          ...messageOf(message),
        },
      ],
    },
    'smb_message_echoes',
  )

/** A person has another number, or another user id, from this moment on. */
export const moved = (
  number: OwnNumber,
  from: Somebody,
  to: Omit<Somebody, 'name'>,
  { wamid, at }: { wamid: string; at: number },
) =>
  inbound(
    number,
    { ...from, name: undefined },
    {
      wamid,
      at,
      type: 'system',
      content: {
        body: 'moved',
        type: to.phone === undefined ? 'user_changed_user_id' : 'user_changed_number',
        wa_id: to.phone,
        user_id: to.userId,
      },
    },
  )

export const status = (number: OwnNumber, wamid: string, name: string, at: number) =>
  numberEvent(number, {
    statuses: [{ id: wamid, status: name, timestamp: String(EPOCH + at), recipient_id: '1' }],
  })

export const preference = (
  number: OwnNumber,
  { phone, userId }: Somebody,
  value: 'stop' | 'resume' | 'signup',
  at: number,
) =>
  numberEvent(
    number,
    {
      user_preferences: [
        { wa_id: phone, user_id: userId, category: 'marketing_messages', value, timestamp: EPOCH + at },
      ],
    },
    'user_preferences',
  )

/** Several webhooks in one. */
export const together = (...bodies: { entry: object[] }[]) => ({
  object: 'whatsapp_business_account',
  entry: bodies.flatMap(({ entry }) => entry),
})
