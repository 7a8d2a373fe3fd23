import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { logIn, startLoad } from './load.ts'
import { prepareSandbox, slowDownSome } from './prepare.ts'
import { createProgram } from './program.ts'
import { createRandom } from './random.ts'
import { reachVerdict } from './verdict.ts'

const SENDS = 800

test('a stop under load ends cleanly: what was under way is finished, nothing is unknown, the rest goes out after the next start', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const ofSeed = `CRASH_SEED=${seed}`
  const random = createRandom(seed)
  const program = await createProgram()
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  const token = await logIn(program)
  const templateId = await prepareSandbox(program, token)

  const load = startLoad({ program, token, templateId, random, sends: SENDS, clients: 32, pauseMs: 60 })
  let isFailed = false
  load.done.catch(() => {
    isFailed = true
  })
  for (const share of [0.2, 0.4, 0.6]) {
    await slowDownSome(program)
    while (load.acknowledged().length < SENDS * share * 0.9 && !isFailed) await sleep(5)
    await sleep(random() * 100)
    expect(await program.stop(), `${ofSeed}\n${program.log.join('\n')}`).toBe(0)
    expect(await program.start(), program.log.join('\n')).toBe(true)
  }
  await load.done

  const acknowledged = load.acknowledged()
  const { acceptances, told, everUnknown } = await reachVerdict(program, token, acknowledged, 30_000)
  expect(
    [...acceptances].filter(([, count]) => count > 1),
    ofSeed,
  ).toEqual([])
  expect([...everUnknown], ofSeed).toEqual([])
  const lost = [...told].filter(([id, { status }]) => status !== 'read' || !acceptances.has(id))
  expect(lost, ofSeed).toEqual([])
}, 120_000)
