import { asId, asList, asRecord, asText } from './json-reading.ts'
import { readTimestamp } from './timestamp.ts'
import type { Unrecognised, WebhookChange } from './webhook.ts'

/** What a person told WhatsApp about a business's marketing messages (field `user_preferences`). */
export type UserPreference = {
  waId?: string
  userId?: string
  value: 'stop' | 'resume'
  at?: Date
}

/** Signing up by a link is as good as resuming. */
const VALUES = new Map<unknown, UserPreference['value']>([
  ['stop', 'stop'],
  ['resume', 'resume'],
  ['signup', 'resume'],
])

/** The preferences of a change, in its order. Never throws; other categories come out as `unrecognised`. */
export const listUserPreferences = (
  change: WebhookChange,
): { preferences: UserPreference[]; unrecognised: Unrecognised[] } => {
  const preferences: UserPreference[] = []
  const unrecognised: Unrecognised[] = []
  for (const raw of asList(change.value.user_preferences)) {
    const item = asRecord(raw)
    const value = VALUES.get(item?.value)
    const waId = asId(item?.wa_id)
    const userId = asText(item?.user_id)
    if (item?.category === 'marketing_messages' && value && (waId || userId))
      preferences.push({ waId, userId, value, at: readTimestamp(item.timestamp) })
    else unrecognised.push({ kind: 'unrecognised', reason: 'a preference of an unknown kind', raw })
  }
  return { preferences, unrecognised }
}
