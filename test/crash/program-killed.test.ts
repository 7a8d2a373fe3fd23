import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { logIn, startLoad } from './load.ts'
import { prepareSandbox, slowDownSome } from './prepare.ts'
import { createProgram, type Program } from './program.ts'
import { createRandom } from './random.ts'
import { reachVerdict } from './verdict.ts'

const SENDS = 2_000
const KILLS = 10
/** `maxInFlight` of the dispatcher. */
const MAX_IN_FLIGHT = 128

/** Messages whose requests were under way when the program died: what may become *unknown*. */
const countSending = async (program: Program): Promise<number> => {
  const [row] = await program.query(
    `select count(*)::integer as count from message_queue where state = 'sending'`,
  )
  return row!['count'] as number
}

test('kill -9 at any moment: nothing acknowledged is lost, nothing is sent twice, and only what was under way is unknown', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const random = createRandom(seed)
  const program = await createProgram()
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  const token = await logIn(program)
  const templateId = await prepareSandbox(program, token)

  const load = startLoad({ program, token, templateId, random, sends: SENDS, clients: 32, pauseMs: 60 })
  let isOver = false
  load.done.then(
    () => {
      isOver = true
    },
    () => {
      isOver = true
    },
  )
  const points = Array.from({ length: KILLS }, () => random() * SENDS * 0.7).sort((a, b) => a - b)
  const sendingAtKills: number[] = []
  for (const [index, point] of points.entries()) {
    await slowDownSome(program)
    while (load.acknowledged().length < point && !isOver) await sleep(5)
    await sleep(random() * 150)
    await program.kill()
    sendingAtKills.push(await countSending(program))
    // Every third dies once more before it has started.
    if (index % 3 === 2) {
      const starting = program.start()
      await sleep(random() * 1_500)
      if (!program.isReady()) await program.kill()
      await starting
    }
    if (!program.isReady()) expect(await program.start(), program.log.join('\n')).toBe(true)
  }
  await load.done

  const acknowledged = load.acknowledged()
  const { acceptances, told, everUnknown } = await reachVerdict(program, token, acknowledged, 30_000)
  const ofSeed = `CRASH_SEED=${seed}`
  const twice = [...acceptances].filter(([, count]) => count > 1)
  expect(twice, `sent twice, ${ofSeed}`).toEqual([])

  const settled = ['sent', 'delivered', 'read']
  const lost = [...told].filter(([id, { status, error }]) =>
    acceptances.has(id)
      ? !settled.includes(status)
      : status !== 'unknown' || error?.code !== 9_000_003 || !error.what_to_do,
  )
  expect(lost, `lost, ${ofSeed}`).toEqual([])
  expect(new Set(acknowledged).size).toBe(acknowledged.length)

  expect(Math.max(...sendingAtKills), ofSeed).toBeLessThanOrEqual(MAX_IN_FLIGHT)
  const underWay = sendingAtKills.reduce((sum, count) => sum + count, 0)
  expect(everUnknown.size, `unknown, ${ofSeed}`).toBeLessThanOrEqual(underWay)
  // Else the kills met nothing, and the test said nothing.
  expect(underWay, ofSeed).toBeGreaterThan(0)
  expect(load.broken(), ofSeed).toBeGreaterThan(0)
  expect(acknowledged.length).toBeGreaterThan(SENDS * 0.7)
}, 300_000)
