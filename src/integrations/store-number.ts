import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { GraphPhoneNumber } from '../whatsapp/phone-numbers.ts'
import { setQuality, setTier } from './told-state.ts'

/** Messages a second: used on a phone, too; as usual; upgraded (Cloud API, rates and tiers). */
const SHARED_PER_SECOND = 20
const PER_SECOND: Record<string, number> = { STANDARD: 80, HIGH: 1_000 }

/** What WhatsApp allows; undefined when it does not say. */
export const throughputOf = ({ isShared, throughputLevel = '' }: GraphPhoneNumber): number | undefined =>
  isShared ? SHARED_PER_SECOND : PER_SECOND[throughputLevel]

/** A webhook's times are whole seconds of Meta's clock: what it tells of the last moments counts as later. */
const CLOCK_MARGIN_MS = 5_000

/**
 * Stores what WhatsApp said of a number when it was asked. What a webhook told of a later moment stays, and so
 * does the throughput that a person has set. One that was pending is connected by this. What has changed is told.
 */
export const storeNumber = async (
  tx: Tx,
  id: number,
  number: GraphPhoneNumber,
  askedAt: Date,
): Promise<void> => {
  const before = await lockNumber(tx, id)
  if (!before) return
  const isPending = before.status === 'pending'
  const digits = number.displayPhoneNumber?.replace(/\D/g, '')
  await tx
    .updateTable('integrations')
    .set({
      phone_number: digits ? `+${digits}` : before.phone_number,
      verified_name: number.verifiedName ?? before.verified_name,
      whatsapp_status: number.status ?? before.whatsapp_status,
      messages_per_second: before.own_throughput ?? throughputOf(number) ?? before.messages_per_second,
      synced_at: new Date(),
      ...(isPending && { status: 'activated' as const, status_reason: null }),
    })
    .where('id', '=', id)
    .execute()
  const knownAt = new Date(askedAt.getTime() - CLOCK_MARGIN_MS)
  if (number.qualityRating !== undefined) await setQuality(tx, id, number.qualityRating, knownAt)
  if (number.messagingLimit !== undefined) await setTier(tx, id, number.messagingLimit, knownAt)
  const after = await lockNumber(tx, id)
  if (after && JSON.stringify(after) !== JSON.stringify(before))
    await appendEvents(tx, [{ type: 'integration.status', integrationId: id, data: newsOf(after) }])
}

/** Undefined for one that was deleted. */
const lockNumber = (tx: Tx, id: number) =>
  tx
    .selectFrom('integrations')
    .select([
      'status',
      'phone_number',
      'verified_name',
      'whatsapp_status',
      'quality',
      'messaging_tier',
      'own_throughput',
      'messages_per_second',
    ])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()

const newsOf = (row: NonNullable<Awaited<ReturnType<typeof lockNumber>>>) => ({
  status: row.status,
  phone_number: row.phone_number,
  verified_name: row.verified_name,
  whatsapp_status: row.whatsapp_status,
  quality: row.quality,
  messaging_limit: row.messaging_tier,
  throughput: row.messages_per_second,
})
