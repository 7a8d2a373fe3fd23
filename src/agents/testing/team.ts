import pg from 'pg'
import { onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import type { Role } from '../../accounts/principal.ts'
import { createDatabase, type Database } from '../../database/database.ts'
import type { AgentState } from '../../database/inbox-schema.ts'
import { setAgentState } from '../set-state.ts'

/** A database with the numbers 11 and 22, people and chats, without the program. */
export type Team = {
  database: Database
  pool: pg.Pool
  addUser(fields?: { state?: AgentState; numbers?: number[]; role?: Role }): Promise<number>
  /** An active chat, whose customer wrote so many minutes ago. Answers its id. */
  addChat(fields?: { number?: number; minutesAgo?: number; assigneeId?: number }): Promise<number>
  setState(userId: number, state: AgentState): Promise<boolean>
  /** Whose chats are; undefined for none. */
  assigneesOf(chatIds: number[]): Promise<(number | null)[]>
  /** What was done with a chat: action and whom it concerns. */
  historyOf(chatId: number): Promise<[string, number | null][]>
}

const SEALED = Buffer.from('none')

export const createTeam = async (): Promise<Team> => {
  const { connectionString, drop } = await createTestDatabase()
  const database = createDatabase({ connectionString, max: 8 })
  const pool = new pg.Pool({ connectionString, max: 2 })
  onTestFinished(async () => {
    await Promise.all([database.destroy(), pool.end()])
    await drop()
  })
  await pool.query(
    `insert into integrations (id, display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed)
    select id, 'Number ' || id, '+90555' || id, 'phone-' || id, 'waba', $1, $1, $1 from unnest(array[11, 22]) as id`,
    [SEALED],
  )
  let drawn = 0

  const setState: Team['setState'] = (userId, state) =>
    database.transaction().execute((tx) => setAgentState(tx, userId, state))

  return {
    database,
    pool,
    setState,
    addUser: async ({ state = 'online', numbers = [11], role = 'agent' } = {}) => {
      drawn += 1
      const { rows } = await pool.query(
        `insert into users (email, name, password_hash, role) values ($1, $1, '', $2) returning id`,
        [`user-${drawn}`, role],
      )
      const { id } = rows[0]
      await pool.query(
        'insert into user_integrations (user_id, integration_id) select $1, number from unnest($2::integer[]) number',
        [id, numbers],
      )
      if (state !== 'offline') await setState(id, state)
      return id
    },
    addChat: async ({ number = 11, minutesAgo = 0, assigneeId } = {}) => {
      drawn += 1
      const { rows } = await pool.query(
        `with contact as (insert into contacts (waba_id, phone) values ('waba', $1) returning id)
        insert into chats (integration_id, contact_id, last_message_at, last_inbound_at, window_expires_at, is_active,
          assignee_id)
        select $2, id, at, at, at + interval '24 hours', true, $4
        from contact, (select now() - make_interval(mins => $3) as at) time returning id`,
        [String(905_550_000_000 + drawn), number, minutesAgo, assigneeId],
      )
      return rows[0].id
    },
    assigneesOf: async (chatIds) => {
      const { rows } = await pool.query(
        'select assignee_id from unnest($1::integer[]) with ordinality key (id, n) join chats using (id) order by n',
        [chatIds],
      )
      return rows.map(({ assignee_id }) => assignee_id)
    },
    historyOf: async (chatId) => {
      const { rows } = await pool.query(
        'select action, user_id from chat_history where chat_id = $1 order by id',
        [chatId],
      )
      return rows.map(({ action, user_id }) => [action, user_id])
    },
  }
}
