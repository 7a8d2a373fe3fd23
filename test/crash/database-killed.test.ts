import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findPostmaster } from '../../src/database/embedded/postmaster.ts'
import { logIn, startLoad } from './load.ts'
import { prepareSandbox, slowDownSome } from './prepare.ts'
import { createProgram, type Program } from './program.ts'
import { createRandom } from './random.ts'
import { reachVerdict } from './verdict.ts'

const SENDS = 1_500
const KILLS = 3

/** Kills the database's server and waits until another one runs in its place. */
const killDatabase = async ({ clusterDir, isRunning, log }: Program): Promise<void> => {
  const { pid } = findPostmaster(clusterDir)!
  process.kill(pid, 'SIGKILL')
  const until = Date.now() + 20_000
  for (let next = findPostmaster(clusterDir); next?.status !== 'ready' || next.pid === pid; ) {
    if (!isRunning() || Date.now() > until) throw new Error(`It did not come back:\n${log.join('\n')}`)
    await sleep(20)
    next = findPostmaster(clusterDir)
  }
}

test('kill -9 of the database at any moment: 503 for a while, then the program goes on by itself, and nothing is lost or doubled', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const ofSeed = `CRASH_SEED=${seed}`
  const random = createRandom(seed)
  const program = await createProgram()
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  const token = await logIn(program)
  const templateId = await prepareSandbox(program, token)

  const load = startLoad({ program, token, templateId, random, sends: SENDS, clients: 32, pauseMs: 100 })
  const points = Array.from({ length: KILLS }, () => random() * SENDS * 0.6).sort((a, b) => a - b)
  let isFailed = false
  load.done.catch(() => {
    isFailed = true
  })
  for (const point of points) {
    await slowDownSome(program)
    while (load.acknowledged().length < point && !isFailed) await sleep(5)
    await sleep(random() * 100)
    await killDatabase(program)
  }
  await load.done
  expect(program.isRunning(), program.log.join('\n')).toBe(true)
  expect(load.refusals.get(503), 'no request met the database away').toBeGreaterThan(0)

  const acknowledged = load.acknowledged()
  const { acceptances, told } = await reachVerdict(program, token, acknowledged, 40_000)
  const twice = [...acceptances].filter(([, count]) => count > 1)
  expect(twice, `sent twice, ${ofSeed}`).toEqual([])
  // The program lived on with every answer of the sandbox: nothing may stay unknown.
  const lost = [...told].filter(([id, { status }]) => status !== 'read' || !acceptances.has(id))
  expect(lost, `lost, ${ofSeed}`).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(SENDS / 2)
}, 150_000)
