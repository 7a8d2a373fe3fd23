import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import type { StoredKey } from './keys.ts'

export const KeyItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  name: Type.String({ examples: ['Web shop'] }),
  scopes: Type.Array(Type.String(), { examples: [['read', 'send']] }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  last_used_at: Type.Union([Type.String(), Type.Null()], { description: 'To the hour; null: never.' }),
  expires_at: Type.Union([Type.String(), Type.Null()]),
})

export const keyItem = (key: StoredKey): Static<typeof KeyItem> => ({
  id: key.id,
  name: key.name,
  scopes: key.scopes,
  created_at: formatTimestamp(key.createdAt),
  last_used_at: key.lastUsedAt && formatTimestamp(key.lastUsedAt),
  expires_at: key.expiresAt && formatTimestamp(key.expiresAt),
})
