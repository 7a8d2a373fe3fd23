import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPassing } from '../database/database.ts'
import { assignChat } from '../desk/assign.ts'
import { giveOutChats, MOST_GIVEN } from './give-out.ts'
import { writeAssignmentSettings } from './settings.ts'
import { createTeam, type Team } from './testing/team.ts'

const assign = (team: Team, chatId: number, userId: number | null, actorId: number | null) =>
  team.database.transaction().execute((tx) => assignChat(tx, { integrationId: 11, chatId, userId, actorId }))

describe('a chat is left to nobody', () => {
  test('when nobody is online who may see its number, or is disabled', async () => {
    const team = await createTeam()
    const chat = await team.addChat()
    await team.addUser({ state: 'invisible' })
    await team.addUser({ state: 'break' })
    await team.addUser({ state: 'offline' })
    await team.addUser({ numbers: [22] })
    const gone = await team.addUser()
    await team.pool.query('update users set disabled_at = now() where id = $1', [gone])
    expect(await giveOutChats(team.database)).toBe(0)
    expect(await team.assigneesOf([chat])).toEqual([null])
  })

  test('while chats are not given out by themselves', async () => {
    const team = await createTeam()
    const [chat, user] = [await team.addChat(), await team.addUser()]
    await writeAssignmentSettings(team.database, { automatic: false }, 'test')
    expect(await giveOutChats(team.database)).toBe(0)
    await writeAssignmentSettings(team.database, { automatic: true }, 'test')
    expect(await giveOutChats(team.database)).toBe(1)
    expect(await team.assigneesOf([chat])).toEqual([user])
  })

  test('when its time has passed', async () => {
    const team = await createTeam()
    const chat = await team.addChat({ minutesAgo: 1_441 })
    await team.addUser()
    expect(await giveOutChats(team.database)).toBe(0)
    expect(await team.assigneesOf([chat])).toEqual([null])
  })

  test('that somebody put back by hand, until the customer writes again', async () => {
    const team = await createTeam()
    const [chat, user] = [await team.addChat(), await team.addUser()]
    await giveOutChats(team.database)
    await assign(team, chat, null, user)
    expect(await giveOutChats(team.database)).toBe(0)
    await team.pool.query('update chats set last_inbound_at = clock_timestamp()')
    expect(await giveOutChats(team.database)).toBe(1)
  })

  test('that somebody brought back who is not there, until the customer writes again', async () => {
    const team = await createTeam()
    const chat = await team.addChat()
    const [user, other] = [await team.addUser({ state: 'offline' }), await team.addUser()]
    await team.pool.query(
      `insert into chat_history (integration_id, chat_id, at, action, actor_id)
      values (11, $1, clock_timestamp(), 'reopened', $2), (11, $1, clock_timestamp(), 'tagged', $3)`,
      [chat, user, other],
    )
    expect(await giveOutChats(team.database)).toBe(0)
    await team.setState(user, 'online')
    expect(await giveOutChats(team.database)).toBe(1)
    expect(await team.assigneesOf([chat])).toEqual([user])
  })
})

test('chats go to who had them last, the others evenly to those who have least', async () => {
  const team = await createTeam()
  const users = [await team.addUser(), await team.addUser(), await team.addUser({ role: 'administrator' })]
  const [first] = users as [number]
  for (let n = 0; n < 4; n += 1) await team.addChat({ assigneeId: first })
  const known = await team.addChat()
  await team.pool.query('update chats set last_assignee_id = $1 where id = $2', [first, known])
  const chats = []
  for (let n = 0; n < 8; n += 1) chats.push(await team.addChat())
  expect(await giveOutChats(team.database)).toBe(9)
  expect(await team.assigneesOf([known])).toEqual([first])
  const given = await team.assigneesOf(chats)
  expect(users.map((id) => given.filter((one) => one === id).length)).toEqual([0, 4, 4])
  expect(await team.historyOf(chats[0]!)).toEqual([['assigned', given[0]]])
  const { rows } = await team.pool.query(
    'select user_id, how, assigned_by, ended_at from chat_assignments where chat_id = $1',
    [chats[0]],
  )
  expect(rows).toEqual([{ user_id: given[0], how: 'automatic', assigned_by: null, ended_at: null }])
})

test('those who have waited longest come first, whatever lies in the way', async () => {
  const team = await createTeam()
  for (let n = 0; n < 3; n += 1) await team.addChat({ number: 22, minutesAgo: 500 })
  const chats = []
  for (let n = 0; n <= MOST_GIVEN; n += 1) chats.push(await team.addChat({ minutesAgo: n }))
  const user = await team.addUser()
  expect(await giveOutChats(team.database)).toBe(MOST_GIVEN)
  expect(await team.assigneesOf(chats)).toEqual([null, ...Array.from({ length: MOST_GIVEN }, () => user)])
  expect(await giveOutChats(team.database)).toBe(1)
})

describe('whoever goes offline', () => {
  test('hands their chats on evenly to those who are online and may see the number', async () => {
    const team = await createTeam()
    const user = await team.addUser({ numbers: [11, 22] })
    const [one, two] = [await team.addUser(), await team.addUser()]
    await team.addUser({ state: 'break' })
    const chats = []
    for (let n = 0; n < 6; n += 1) chats.push(await team.addChat())
    const lonely = await team.addChat({ number: 22 })
    for (const chat of chats) await assign(team, chat, user, user)
    await team.pool.query('update chats set assignee_id = $1 where id = $2', [user, lonely])
    await team.setState(user, 'offline')
    const given = await team.assigneesOf(chats)
    expect([one, two].map((id) => given.filter((other) => other === id).length)).toEqual([3, 3])
    expect(await team.assigneesOf([lonely])).toEqual([null])
    expect(await team.historyOf(lonely)).toEqual([['released', user]])
    expect(await team.historyOf(chats[0]!)).toEqual([
      ['claimed', user],
      ['assigned', given[0]],
    ])
    const { rows } = await team.pool.query(
      'select user_id, how, end_kind from chat_assignments where chat_id = $1 order by id',
      [chats[0]],
    )
    expect(rows).toEqual([
      { user_id: user, how: 'claimed', end_kind: 'handed_over' },
      { user_id: given[0], how: 'automatic', end_kind: null },
    ])
  })

  test('leaves them to whoever comes next, which may be themselves', async () => {
    const team = await createTeam()
    const [user, chat] = [await team.addUser(), await team.addChat()]
    await giveOutChats(team.database)
    await team.setState(user, 'offline')
    expect(await team.assigneesOf([chat])).toEqual([null])
    await team.setState(user, 'online')
    expect(await giveOutChats(team.database)).toBe(1)
    expect(await team.assigneesOf([chat])).toEqual([user])
  })
})

test('each state has its time, without gap, and the one that somebody is in does not begin anew', async () => {
  const team = await createTeam()
  const user = await team.addUser({ state: 'offline' })
  for (const state of ['online', 'break', 'break', 'invisible', 'offline'] as const)
    await team.setState(user, state)
  const { rows } = await team.pool.query('select since, until, state from agent_states order by since')
  expect(rows.map(({ state }) => state)).toEqual(['online', 'break', 'invisible', 'offline'])
  expect(rows.map(({ until }) => until)).toEqual([...rows.slice(1).map(({ since }) => since), null])
  const { rows: users } = await team.pool.query('select agent_state, agent_state_since from users')
  expect(users).toEqual([{ agent_state: 'offline', agent_state_since: rows.at(-1).since }])
  const { rows: events } = await team.pool.query(`select data from events where type = 'agent.updated'`)
  expect(events).toEqual(Array.from({ length: 4 }, () => ({ data: { user_id: user } })))
})

test('whoever comes and goes while chats come and processes give them out: nobody offline has one, each is had once', async () => {
  const team = await createTeam()
  const users = []
  for (let n = 0; n < 4; n += 1) users.push(await team.addUser({ state: 'offline' }))
  const again = async (act: () => Promise<unknown>): Promise<void> => {
    await act().catch((error) => {
      // Many wait for a connection on a busy machine.
      if (isPassing(error)) return again(act)
      throw error
    })
  }
  const act = fc.oneof(
    fc.constant('chat' as const),
    fc.constant('give' as const),
    fc.record({ user: fc.constantFrom(...users), state: fc.constantFrom('online', 'break', 'offline') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 24 }), async (acts) => {
      await Promise.all(
        acts.map((one) => {
          if (one === 'chat') return team.addChat()
          if (one === 'give') return again(() => giveOutChats(team.database))
          return again(() => team.setState(one.user, one.state as 'online'))
        }),
      )
      let given = 1
      while (given > 0) given = await giveOutChats(team.database)
      const { rows } = await team.pool.query(`
        select c.id, c.assignee_id, u.agent_state,
          (select count(*)::integer from chat_assignments a where a.chat_id = c.id and a.ended_at is null) as open,
          (select array_agg(a.user_id) from chat_assignments a where a.chat_id = c.id and a.ended_at is null) as whose
        from chats c left join users u on u.id = c.assignee_id`)
      const isAnyOnline =
        (await team.pool.query(`select from users where agent_state = 'online'`)).rowCount! > 0
      for (const row of rows) {
        if (row.assignee_id === null) expect([row.open, isAnyOnline]).toEqual([0, false])
        else {
          expect(['online', 'break']).toContain(row.agent_state)
          expect(row.whose).toEqual([row.assignee_id])
        }
      }
    }),
    // What one run leaves the next one finds: a failure cannot be made smaller.
    { numRuns: 15, endOnFailure: true },
  )
}, 120_000)
