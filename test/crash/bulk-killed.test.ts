import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { callBulk, countTaken, expectWhole, planBulk, type Shown } from './bulk.ts'
import { logIn } from './load.ts'
import { slowDownSome } from './prepare.ts'
import { createProgram, type Program } from './program.ts'
import { createRandom } from './random.ts'

const RECIPIENTS = 2_000
const KILLS = 3
/** Slow enough that each kill meets a send that is under way, then as fast as it goes. */
const PER_SECOND = { atFirst: 40, atLast: 400 }
/** The whole, starts and all, on a machine that does other things too. */
const PATIENCE_MS = 100_000

/** As a person sets it: what the sandbox says at each start changes nothing in that. */
const setRate = (program: Program, rate: number) =>
  program.query(
    `update integrations set messages_per_second = ${rate}, own_throughput = ${rate} where id = 11`,
  )

test('kill -9 in a bulk send that is paused and resumed: each recipient is sent to once, and the counts are whole at any moment', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const random = createRandom(seed)
  const program = await createProgram()
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  const token = await logIn(program)
  await setRate(program, PER_SECOND.atFirst)
  const target = { url: program.url, token }
  const bulkId = await planBulk(target, RECIPIENTS)
  const show = async (): Promise<Shown> => {
    const shown = await callBulk(target, 'GET', `/${bulkId}`)
    expectWhole(shown, RECIPIENTS)
    return shown
  }
  let sending = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    await slowDownSome(program)
    await sleep(300 + random() * 700)
    if (kill % 2 === 1) {
      await callBulk(target, 'POST', `/${bulkId}/pause`)
      if (random() < 0.5) await callBulk(target, 'POST', `/${bulkId}/resume`)
    }
    expect((await show()).counts['waiting'], `CRASH_SEED=${seed}`).toBeGreaterThan(0)
    await sleep(random() * 100)
    await program.kill()
    const [row] = await program.query(
      `select count(*)::integer as count from message_queue where state = 'sending'`,
    )
    sending += row!['count'] as number
    expect(await program.start(), program.log.join('\n')).toBe(true)
    await callBulk(target, 'POST', `/${bulkId}/resume`)
  }

  await setRate(program, PER_SECOND.atLast)
  const until = Date.now() + PATIENCE_MS
  let shown = await show()
  // Those whose answers a kill has cut off stay unknown for a day, so that the send is not done before.
  while (shown.counts['waiting']! + shown.counts['accepted']! + shown.counts['sent']! > 0) {
    expect(Date.now(), `${JSON.stringify(shown)}, CRASH_SEED=${seed}`).toBeLessThan(until)
    await sleep(300)
    shown = await show()
  }
  const taken = await countTaken(program.sandboxUrl)
  const twice = [...taken].filter(([, count]) => count > 1)
  expect(twice, `CRASH_SEED=${seed}`).toEqual([])
  // Of one that is unknown, WhatsApp may never have heard.
  expect(taken.size, `CRASH_SEED=${seed}`).toBeGreaterThanOrEqual(RECIPIENTS - shown.counts['unknown']!)
  expect(shown.counts['unknown'], `CRASH_SEED=${seed}`).toBeLessThanOrEqual(sending)
  expect(shown.counts['cancelled']! + shown.counts['expired']! + shown.counts['failed']!).toBe(0)
}, 240_000)
