import type { Generated } from 'kysely'
import type { Json, OptionalTimestamp, Timestamp } from './schema.ts'

/** The tables of searching, joining and forgetting people, as `migrations/` makes them. */
export type PeopleSchema = {
  /** What each message and note can be found by; `words` is read and written by the statements of `search/` alone. */
  search_entries: {
    number: string
    integration_id: number
    message_id: string | null
    note_id: number | null
    at: Date
  }
  /** That two addresses of a moment are one person's, as somebody of the team said. */
  contact_joins: {
    waba_id: string
    address: string
    other_address: string
    at: Date
    actor: string
  }
  erasures: {
    id: Generated<number>
    contact_id: number
    status: Generated<'running' | 'done'>
    /** What it is at. */
    step: Generated<string>
    /** How many rows are gone, by what they were. */
    deleted: Json<Record<string, number>>
    requested_by: string
    created_at: Timestamp
    finished_at: OptionalTimestamp
  }
  erased_opt_outs: { waba_id: string; hash: Buffer; told_at: Date }
}
