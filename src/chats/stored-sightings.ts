import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Preference } from '../opt-outs/preferences.ts'
import type { Closure } from './closure.ts'
import {
  type MessageSender,
  type SeenMessage,
  type Sighting,
  sightingOf,
  sightingOfJoin,
} from './sighting.ts'
import type { Told } from './told.ts'

/** A sighting with the message that it comes from; a preference and a word of the team come from none. */
export type StoredSighting = Sighting & { message?: SeenMessage }

/** All that is stored of the people of a closure. */
export const listStoredSightings = async (tx: Tx, closure: Closure): Promise<StoredSighting[]> => [
  ...(await listMessages(tx, closure)).map((message) => ({ ...sightingOf(message), message })),
  ...(await listPreferences(tx, closure)),
  ...(await listJoins(tx, closure)),
]

const listMessages = async (tx: Tx, { wabaId, addresses }: Closure): Promise<SeenMessage[]> => {
  const { rows } = await sql<{
    integration_id: number
    direction: 'inbound' | 'outbound'
    type: string
    address: string
    sender: MessageSender | null
    wa_id: string | null
    content: unknown
    created_at: Date
  }>`
    select m.integration_id, m.direction, m.type, m.address, m.sender, m.wa_id, m.created_at,
      case when m.type = 'system' then m.content end as content
    from integrations i
    cross join unnest(${[...addresses]}::text[]) as given (address)
    join messages m on m.integration_id = i.id and m.address = given.address
    where i.waba_id = ${wabaId}`.execute(tx)
  return rows.map((row) => ({
    integrationId: row.integration_id,
    wabaId,
    direction: row.direction,
    type: row.type,
    address: row.address,
    sender: row.sender,
    waId: row.wa_id,
    content: row.content,
    at: row.created_at,
  }))
}

export const sightingOfPreference = ({
  wabaId,
  address,
  userId,
  value,
  at,
}: Pick<Preference, 'wabaId' | 'address' | 'userId' | 'value' | 'at'>): Sighting => {
  const ms = at.getTime()
  const isUserId = userId === null || userId === address
  const told: Told = {
    ...(/^\d/.test(address) && { phone: { value: address, waId: null, at: -Infinity } }),
    ...(userId !== null && { user: { value: userId, parent: null, at: -Infinity } }),
    marketing: { value, at: ms },
  }
  return { wabaId, at: ms, addresses: isUserId ? [address] : [address, userId], moves: [], told }
}

const listPreferences = async (tx: Tx, { wabaId, addresses }: Closure): Promise<Sighting[]> => {
  const rows = await tx
    .selectFrom('contact_preferences')
    .select(['address', 'user_id', 'value', 'told_at'])
    .where('waba_id', '=', wabaId)
    .where('address', 'in', [...addresses])
    .execute()
  return rows.map((row) =>
    sightingOfPreference({
      wabaId,
      address: row.address,
      userId: row.user_id || null,
      value: row.value,
      at: row.told_at,
    }),
  )
}

/** Both addresses were one contact's from then on: a closure has both. */
const listJoins = async (tx: Tx, { wabaId, addresses }: Closure): Promise<Sighting[]> => {
  const rows = await tx
    .selectFrom('contact_joins')
    .selectAll()
    .where('waba_id', '=', wabaId)
    .where('address', 'in', [...addresses])
    .execute()
  return rows.map((row) =>
    sightingOfJoin({ wabaId, address: row.address, otherAddress: row.other_address, at: row.at }),
  )
}
