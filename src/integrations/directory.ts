import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'

/** A WhatsApp number with its secrets in the clear: stays inside the program. */
export type Integration = {
  id: number
  displayName: string
  /** With the plus. */
  phoneNumber: string
  logoUrl: string | null
  status: 'activated' | 'pending' | 'suspended'
  statusReason: string | null
  phoneNumberId: string
  wabaId: string
  appId: string | null
  isSandbox: boolean
  messagesPerSecond: number
  /** How many people it may write to first in 24 hours, such as `TIER_2K`, as WhatsApp told. */
  messagingTier: string | null
  accessToken: string
  appSecret: string
  verifyToken: string
}

/**
 * All numbers, kept in memory for a moment: every request, claim and webhook asks for one, and there are few.
 */
export type IntegrationDirectory = {
  /** In the order of their ids. */
  list(): Promise<Integration[]>
  find(id: number): Promise<Integration | undefined>
  /** To be called after a change, so that this process sees it at once; others see it within `maxAgeMs`. */
  forget(): void
}

export const createIntegrationDirectory = (
  database: Database,
  secrets: SecretBox,
  maxAgeMs = 2_000,
): IntegrationDirectory => {
  let loaded: Promise<Map<number, Integration>> | undefined
  let loadedAt = 0

  const load = async (): Promise<Map<number, Integration>> => {
    const rows = await database.selectFrom('integrations').selectAll().orderBy('id').execute()
    return new Map(
      rows.map((row) => [
        row.id,
        {
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
          messagingTier: row.messaging_tier,
          accessToken: secrets.open(row.access_token_sealed),
          appSecret: secrets.open(row.app_secret_sealed),
          verifyToken: secrets.open(row.verify_token_sealed),
        },
      ]),
    )
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
    forget: () => {
      loaded = undefined
    },
  }
}
