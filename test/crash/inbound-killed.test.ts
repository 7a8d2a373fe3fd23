import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readNumber, startStorm, wamidOf } from './inbound-storm.ts'
import { logIn } from './load.ts'
import { createProgram, type Program } from './program.ts'
import { createRandom } from './random.ts'
import { startReceiver } from './receiver.ts'

const EVENTS = 2_000
const KILLS = 8

const createEndpoint = async (program: Program, token: string, url: string): Promise<void> => {
  const answer = await fetch(`${program.url}/v1/integrations/11/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url, events: ['message.received'] }),
  })
  expect(answer.status).toBe(201)
}

test('kill -9 during a storm of inbound messages: each event that was answered with 200 is exactly one message, and reaches the receiver under one webhook-id', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
  const ofSeed = `CRASH_SEED=${seed}`
  const random = createRandom(seed)
  const receiver = await startReceiver(random)
  onTestFinished(receiver.close)
  const program = await createProgram({ MASA_WEBHOOK_ALLOW: '127.0.0.1' })
  onTestFinished(program.end)
  expect(await program.start(), program.log.join('\n')).toBe(true)
  await createEndpoint(program, await logIn(program), receiver.url)

  const storm = startStorm(program, await readNumber(program), { events: EVENTS, clients: 24, random })
  let isOver = false
  const end = (): void => {
    isOver = true
  }
  storm.done.then(end, end)
  const points = Array.from({ length: KILLS }, () => random() * EVENTS * 0.8).sort((a, b) => a - b)
  for (const point of points) {
    while (storm.acknowledged() < point && !isOver) await sleep(5)
    await sleep(random() * 150)
    await program.kill()
    expect(await program.start(), program.log.join('\n')).toBe(true)
  }
  await storm.done

  const wamids = Array.from({ length: EVENTS }, (_, n) => wamidOf(n))
  await vi.waitFor(
    () => expect(wamids.filter((wamid) => (receiver.receipts.get(wamid)?.count ?? 0) === 0)).toEqual([]),
    { timeout: 60_000, interval: 200 },
  )
  const severalIds = [...receiver.receipts].filter(([, { webhookIds }]) => webhookIds.size > 1)
  expect(severalIds, ofSeed).toEqual([])
  const rows = await program.query(
    `select wamid, count(*)::integer as count, min(id) as id from messages where wamid like 'wamid.storm-%' group by wamid`,
  )
  expect(rows, ofSeed).toHaveLength(EVENTS)
  expect(
    rows.filter(({ count }) => count !== 1),
    ofSeed,
  ).toEqual([])
  // The receiver was told the ids under which the messages are stored.
  for (const { wamid, id } of rows)
    expect([...receiver.receipts.get(wamid as string)!.messageIds], ofSeed).toEqual([id])
  // Else the kills met nothing, and the test said nothing.
  expect(storm.again(), ofSeed).toBeGreaterThan(0)
  expect(receiver.failures(), ofSeed).toBeGreaterThan(0)
}, 180_000)
