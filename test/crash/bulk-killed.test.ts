import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
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

type Shown = { status: string; counts: Record<string, number> }

const call = async (program: Program, token: string, method: string, path: string): Promise<Shown> => {
  const answer = await fetch(`${program.url}/v1/integrations/11/bulk-sends${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Shown
}

const plan = async (program: Program, token: string): Promise<number> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    template_id: '1',
    language_id: '1',
    'parameters[header-1]': 'Header 1',
    'parameters[body-1]': 'Body 1',
    'parameters[body-2]': 'Body 2',
  }))
    form.set(name, value)
  const phones = Array.from({ length: RECIPIENTS }, (_, n) => 905_552_000_000 + n)
  form.set('recipients', new Blob([`phone\n${phones.join('\n')}\n`]), 'recipients.csv')
  const answer = await fetch(`${program.url}/v1/integrations/11/bulk-sends`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { bulk_id: number }).bulk_id
}

/** Each planned recipient is in one count, whenever one looks. */
const expectWhole = ({ counts: { planned, ...states } }: Shown): void => {
  expect(planned).toBe(RECIPIENTS)
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(RECIPIENTS)
}

test('kill -9 in a bulk send that is paused and resumed: each recipient is sent to once, and the counts are whole at any moment', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const random = createRandom(seed)
  const program = await createProgram()
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  const token = await logIn(program)
  await program.query(`update integrations set messages_per_second = ${PER_SECOND.atFirst} where id = 11`)
  const bulkId = await plan(program, token)
  const show = async (): Promise<Shown> => {
    const shown = await call(program, token, 'GET', `/${bulkId}`)
    expectWhole(shown)
    return shown
  }
  let sending = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    await slowDownSome(program)
    await sleep(300 + random() * 700)
    if (kill % 2 === 1) {
      await call(program, token, 'POST', `/${bulkId}/pause`)
      if (random() < 0.5) await call(program, token, 'POST', `/${bulkId}/resume`)
    }
    expect((await show()).counts['waiting'], `CRASH_SEED=${seed}`).toBeGreaterThan(0)
    await sleep(random() * 100)
    await program.kill()
    const [row] = await program.query(
      `select count(*)::integer as count from message_queue where state = 'sending'`,
    )
    sending += row!['count'] as number
    expect(await program.start(), program.log.join('\n')).toBe(true)
    await call(program, token, 'POST', `/${bulkId}/resume`)
  }

  await program.query(`update integrations set messages_per_second = ${PER_SECOND.atLast} where id = 11`)
  const until = Date.now() + PATIENCE_MS
  let shown = await show()
  // Those whose answers a kill has cut off stay unknown for a day, so that the send is not done before.
  while (shown.counts['waiting']! + shown.counts['accepted']! + shown.counts['sent']! > 0) {
    expect(Date.now(), `${JSON.stringify(shown)}, CRASH_SEED=${seed}`).toBeLessThan(until)
    await sleep(300)
    shown = await show()
  }
  const taken = new Map<string, number>()
  const messages = await (await fetch(`${program.sandboxUrl}/_sandbox/messages`)).json()
  for (const { to } of messages as { to: string }[]) taken.set(to, (taken.get(to) ?? 0) + 1)
  const twice = [...taken].filter(([, count]) => count > 1)
  expect(twice, `CRASH_SEED=${seed}`).toEqual([])
  // Of one that is unknown, WhatsApp may never have heard.
  expect(taken.size, `CRASH_SEED=${seed}`).toBeGreaterThanOrEqual(RECIPIENTS - shown.counts['unknown']!)
  expect(shown.counts['unknown'], `CRASH_SEED=${seed}`).toBeLessThanOrEqual(sending)
  expect(shown.counts['cancelled']! + shown.counts['expired']! + shown.counts['failed']!).toBe(0)
}, 240_000)
