import { asId, asRecord, asText, asWholeNumber, type JsonRecord } from './json-reading.ts'
import type { WebhookChange } from './webhook.ts'

/** The fields of webhooks about an account or one of its numbers, apart from messages and templates. */
export const ACCOUNT_FIELDS = [
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'business_username_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
] as const

/** What happened to an account, or to one of its numbers. */
export type AccountNews = {
  field: string
  at?: Date
  /** Digits; only of news about one number. */
  phoneNumber?: string
  /** `DISABLED_UPDATE`, `FLAGGED`, `PIN_CHANGED`, …: what Meta calls it. */
  event?: string
  /** `SCHEDULE_FOR_DISABLE`, `DISABLE` or `REINSTATE`, with DISABLED_UPDATE. */
  banState?: string
  /** People whom the number, or the account, may write to within 24 hours: `TIER_250` … `TIER_UNLIMITED`. */
  messagingTier?: string
  value: JsonRecord
}

const TIERS: [upTo: number, tier: string][] = [
  [50, 'TIER_50'],
  [250, 'TIER_250'],
  [1_000, 'TIER_1K'],
  [2_000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
]

/** The limit as a tier; `business_capability_update` writes a number, -1 or a huge one for no limit. */
const readTier = (value: JsonRecord): string | undefined => {
  const written =
    value.max_daily_conversations_per_business ??
    value.max_daily_conversation_per_phone ??
    value.current_limit
  const people = asWholeNumber(written)
  if (people === undefined) return asText(written)
  if (people < 0) return 'TIER_UNLIMITED'
  return TIERS.find(([upTo]) => people <= upTo)?.[1] ?? 'TIER_UNLIMITED'
}

/** Reads a change of one of `ACCOUNT_FIELDS`. Never throws. */
export const readAccountNews = ({ field, at, value, displayPhoneNumber }: WebhookChange): AccountNews => {
  const number = asId(value.display_phone_number) ?? displayPhoneNumber
  return {
    field,
    at,
    phoneNumber: number?.replace(/\D/g, '') || undefined,
    event:
      asText(value.event) ??
      asText(value.decision) ??
      asText(value.status) ??
      asText(asRecord(value.alert_info)?.alert_type),
    banState: asText(asRecord(value.ban_info)?.waba_ban_state),
    messagingTier: readTier(value),
    value,
  }
}
