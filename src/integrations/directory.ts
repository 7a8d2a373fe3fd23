import type { Selectable } from 'kysely'
import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { type Bell, createBell } from '../processes/bell.ts'

/** A WhatsApp number with its secrets in the clear: stays inside the program. */
export type Integration = {
  id: number
  displayName: string
  /** With the plus; empty until WhatsApp has told it. */
  phoneNumber: string
  logoUrl: string | null
  status: 'activated' | 'pending' | 'suspended' | 'deleted'
  statusReason: string | null
  phoneNumberId: string
  wabaId: string
  appId: string | null
  isSandbox: boolean
  messagesPerSecond: number
  /** What WhatsApp says of it; null until it was asked. */
  verifiedName: string | null
  whatsappStatus: string | null
  quality: string | null
  /** How many people it may write to first in 24 hours, such as `TIER_2K`. */
  messagingTier: string | null
  syncedAt: Date | null
  accessToken: string
  appSecret: string
  verifyToken: string
}

/**
 * All numbers, kept in memory for a moment: every request, claim and webhook asks for one, and there are few.
 * Those that were deleted are in none but `findDeleted`.
 */
export type IntegrationDirectory = {
  /** In the order of their ids. */
  list(): Promise<Integration[]>
  find(id: number): Promise<Integration | undefined>
  /** One that was deleted, for its history: it has no credentials. */
  findDeleted(id: number): Promise<Integration | undefined>
  /** To be called after a change: this process sees it at once, others when the bell has told them, or by age. */
  forget(): void
}

export const createIntegrationDirectory = (
  database: Database,
  secrets: SecretBox,
  { bell = createBell(), maxAgeMs = 2_000 }: { bell?: Bell; maxAgeMs?: number } = {},
): IntegrationDirectory => {
  let loaded: Promise<Map<number, Integration>> | undefined
  let loadedAt = 0
  bell.subscribe(() => {
    loaded = undefined
  })

  const load = async (): Promise<Map<number, Integration>> => {
    const rows = await database
      .selectFrom('integrations')
      .selectAll()
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute()
    return new Map(rows.map((row) => [row.id, toIntegration(row, secrets.open)]))
  }

  const current = (): Promise<Map<number, Integration>> => {
    const now = Date.now()
    if (loaded === undefined || now - loadedAt > maxAgeMs) {
      const loading = load()
      loaded = loading
      loadedAt = now
      loading.catch(() => {
        if (loaded === loading) loaded = undefined
      })
    }
    return loaded
  }

  return {
    list: async () => [...(await current()).values()],
    find: async (id) => (await current()).get(id),
    findDeleted: async (id) => {
      const row = await database
        .selectFrom('integrations')
        .selectAll()
        .where('id', '=', id)
        .where('deleted_at', 'is not', null)
        .executeTakeFirst()
      return row && { ...toIntegration(row, () => ''), status: 'deleted' }
    },
    forget: () => bell.ring(),
  }
}

const toIntegration = (
  row: Selectable<Schema['integrations']>,
  open: (sealed: Buffer) => string,
): Integration => ({
  id: row.id,
  displayName: row.display_name,
  phoneNumber: row.phone_number,
  logoUrl: row.logo_url,
  status: row.status,
  statusReason: row.status_reason,
  phoneNumberId: row.phone_number_id,
  wabaId: row.waba_id,
  appId: row.app_id,
  isSandbox: row.is_sandbox,
  messagesPerSecond: row.messages_per_second,
  verifiedName: row.verified_name,
  whatsappStatus: row.whatsapp_status,
  quality: row.quality,
  messagingTier: row.messaging_tier,
  syncedAt: row.synced_at,
  accessToken: open(row.access_token_sealed),
  appSecret: open(row.app_secret_sealed),
  verifyToken: open(row.verify_token_sealed),
})
