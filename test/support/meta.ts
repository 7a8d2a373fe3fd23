import { createHmac } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { OwnNumber } from '../../src/ingest/testing/webhooks.ts'
import type { TestApp } from './app.ts'
import type { Answer } from './call.ts'

/** A status as Meta tells it, of the message with this `wamid`. */
export type ToldStatus = { wamid: string; status: string; at?: number; error?: number }

/** Plays Meta towards the webhook: knows the first number's secrets, as the sandbox does. */
export const createMeta = async (app: TestApp) => {
  const { body: credentials } = await app.sandbox('GET', '/_sandbox/credentials')
  const [first, second] = credentials.phone_numbers as [{ id: string }, { id: string }]

  const sign = (raw: string | Uint8Array, secret: string = credentials.app_secret): string =>
    `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`

  /** Posts these very bytes, signed by the number's own secret unless told otherwise. */
  const post = (raw: string | Uint8Array, signature: string | null = sign(raw)): Promise<Answer> =>
    app.call('POST', '/whatsapp/webhook', {
      token: null,
      raw,
      headers: {
        'content-type': 'application/json',
        ...(signature !== null && { 'x-hub-signature-256': signature }),
      },
    })

  const change = (value: object, field = 'messages'): object => ({
    object: 'whatsapp_business_account',
    entry: [{ id: credentials.waba_id, changes: [{ field, value }] }],
  })

  const metadata = (phoneNumberId = first.id) => ({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '905554443322', phone_number_id: phoneNumberId },
  })

  /** Waits until every stored event was looked at, and answers with them, oldest first. */
  const settled = (): Promise<{ state: string; reason: string | null; body: Buffer }[]> =>
    vi.waitFor(
      async () => {
        const { rows } = await app.database.query(
          'select state, reason, body from inbound_events order by id',
        )
        expect(rows.filter(({ state }) => state === 'received')).toEqual([])
        return rows
      },
      { timeout: 30_000, interval: 20 },
    )

  return {
    verifyToken: credentials.verify_token as string,
    phoneNumberIds: [first.id, second.id] as const,
    /** The two numbers, as webhooks name them. */
    numbers: [
      { wabaId: credentials.waba_id, phoneNumber: '+905554443322', phoneNumberId: first.id },
      { wabaId: credentials.waba_id, phoneNumber: '+905554443323', phoneNumberId: second.id },
    ] as [OwnNumber, OwnNumber],
    /** Posts webhooks one after the other, each to be taken, and waits until all are applied. */
    tell: async (...bodies: object[]): Promise<void> => {
      for (const body of bodies) expect((await post(JSON.stringify(body))).status).toBe(200)
      await settled()
    },
    sign,
    post,
    change,
    metadata,
    /** The event of statuses of the first number, or of another one. */
    statuses: (told: ToldStatus[], phoneNumberId?: string): string =>
      JSON.stringify(change({ ...metadata(phoneNumberId), statuses: told.map((one) => statusItem(one)) })),
    settled,
    /** The sandbox's own statuses come in a week. */
    silenceSandbox: async (): Promise<void> => {
      const late = 604_800_000
      const statuses = { sent_ms: late, delivered_ms: late, read_ms: late, auto_read: false }
      const { status } = await app.sandbox('PUT', '/_sandbox/settings', { json: { statuses } })
      expect(status).toBe(200)
    },
  }
}

export type Meta = Awaited<ReturnType<typeof createMeta>>

const statusItem = ({ wamid, status, at = Math.floor(Date.now() / 1_000), error }: ToldStatus) => ({
  id: wamid,
  status,
  timestamp: String(at),
  recipient_id: '905555555555',
  ...(error !== undefined && { errors: [{ code: error, title: 'A title', message: 'A message' }] }),
})
