import { expect, test } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { ABSENT_MINUTES, signOffAbsent } from './absence.ts'
import { createHearing } from './hear.ts'
import { findAgent } from './list.ts'
import { createTeam, type Team } from './testing/team.ts'

const heard = (team: Team, userId: number, minutesAgo: number) =>
  team.pool.query(
    `update users set seen_at = now() - make_interval(mins => $2),
      agent_state_since = least(agent_state_since, now() - make_interval(mins => $2))
    where id = $1`,
    [userId, minutesAgo],
  )

const stateOf = async (team: Team, id: number) =>
  (await findAgent(team.database, { integrationIds: 'all', userId: undefined }, id))!.agent_state

test('who was not heard of for ten minutes goes offline, and their chats to others; a break may be long', async () => {
  const team = await createTeam()
  const [gone, hidden, resting, here] = [
    await team.addUser(),
    await team.addUser({ state: 'invisible' }),
    await team.addUser({ state: 'break' }),
    await team.addUser(),
  ]
  const chat = await team.addChat({ assigneeId: gone })
  for (const id of [gone, hidden, resting]) await heard(team, id, ABSENT_MINUTES + 1)
  await heard(team, here, ABSENT_MINUTES - 1)
  // Several processes look at once.
  const counts = await Promise.all([1, 2, 3].map(() => signOffAbsent(team.database)))
  expect(counts.reduce((sum, count) => sum + count)).toBe(2)
  expect(await Promise.all([gone, hidden, resting, here].map((id) => stateOf(team, id)))).toEqual([
    'offline',
    'offline',
    'break',
    'online',
  ])
  expect(await team.assigneesOf([chat])).toEqual([here])
})

test('who has just come online was heard of, whatever was noted before', async () => {
  const team = await createTeam()
  const user = await team.addUser({ state: 'offline' })
  await heard(team, user, 600)
  await team.setState(user, 'online')
  expect(await signOffAbsent(team.database)).toBe(0)
  // Signing in again where one is online already, as after a computer slept.
  await heard(team, user, 600)
  await team.setState(user, 'online')
  expect(await signOffAbsent(team.database)).toBe(0)
})

test('a browser that is heard of is there, and is not written of each time', async () => {
  const team = await createTeam()
  const user = await team.addUser()
  const errors: unknown[] = []
  const hearing = createHearing(team.database, (error) => errors.push(error))
  const find = () => findAgent(team.database, { integrationIds: new Set([11]), userId: undefined }, user)
  await heard(team, user, 2)
  expect(await find()).toMatchObject({ is_connected: false })
  hearing.hear(user)
  await expect.poll(find, WAIT).toMatchObject({ is_connected: true })
  const seen = async () => (await team.pool.query('select seen_at, xmin from users')).rows[0]
  const before = await seen()
  for (let n = 0; n < 100; n += 1) hearing.hear(user)
  // By another process, too.
  createHearing(team.database, (error) => errors.push(error)).hear(user)
  await team.setState(user, 'break')
  expect((await seen()).seen_at).toEqual(before.seen_at)
  expect(errors).toEqual([])
})
