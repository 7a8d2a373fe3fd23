import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { callBulk, countTaken, expectWhole, planBulk, type Shown } from './bulk.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { logIn } from './load.ts'
import { slowDownSome } from './prepare.ts'
import type { Process } from './process.ts'
import { createRandom } from './random.ts'

/** Enough that every kill meets a send under way; more by CRASH_RECIPIENTS and CRASH_KILLS. */
const RECIPIENTS = Number(process.env['CRASH_RECIPIENTS'] ?? 3_000)
const KILLS = Number(process.env['CRASH_KILLS'] ?? 8)
const PER_SECOND = { atFirst: 150, atLast: 800 }
const PATIENCE_MS = 90_000 + RECIPIENTS * 10

const selectSending = async ({ database }: Fleet): Promise<string[]> =>
  (await database.query(`select message_id from message_queue where state = 'sending'`)).rows.map(
    ({ message_id }) => message_id,
  )

test(
  `kill -9 of any of two API and two worker processes, ${KILLS} times in a bulk send that is paused and resumed: each recipient gets one message, or is unknown with its reason`,
  async () => {
    const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
    const ofSeed = `CRASH_SEED=${seed}`
    const random = createRandom(seed)
    const fleet = await createFleet({ apis: 2, workers: 2 })
    onTestFinished(fleet.end)
    await fleet.start()
    const token = await logIn(fleet.apis[0]!)
    const { database } = fleet
    const setRate = (rate: number) =>
      database.query('update integrations set messages_per_second = $1, own_throughput = $1 where id = 11', [
        rate,
      ])
    await setRate(PER_SECOND.atFirst)
    const bulkId = await planBulk({ url: fleet.apis[0]!.url, token }, RECIPIENTS)

    /** Asks whichever API is up, as behind a load balancer. */
    const call = async (method: string, path: string): Promise<Shown> => {
      for (let attempt = 0; ; attempt += 1) {
        const api = fleet.apis[attempt % 2]!
        try {
          if (!api.isReady()) throw new Error('It is down.')
          const shown = await callBulk({ url: api.url, token }, method, `/${bulkId}${path}`)
          expectWhole(shown, RECIPIENTS)
          return shown
        } catch (error) {
          // The one that died may have done it before: a second pause of what is paused is a 409.
          const isDone =
            error instanceof Error && error.name === 'AssertionError' && /409/.test(error.message)
          if (isDone && attempt > 0 && method === 'POST') return call('GET', '')
          if (attempt > 200 || !(error instanceof Error) || error.name === 'AssertionError') throw error
          await sleep(100)
        }
      }
    }

    const members: Process[] = [...fleet.apis, ...fleet.workers]
    const starting = new Set<Promise<void>>()
    const bringBack = (victim: Process): void => {
      const work = victim.start().then((isUp) => {
        starting.delete(work)
        expect(isUp, victim.log.join('\n')).toBe(true)
      })
      starting.add(work)
    }
    const underWay = new Set<string>()
    const done = ({ counts }: Shown): number => RECIPIENTS - counts['waiting']!
    for (let kill = 0; kill < KILLS; kill += 1) {
      await slowDownSome(fleet)
      // The kills are spread over nine tenths of the send, so that the last ones meet it, too.
      const point = ((kill + random()) / KILLS) * 0.9 * RECIPIENTS
      while (done(await call('GET', '')) < point) await sleep(100)
      if (kill % 4 === 1) {
        await call('POST', '/pause')
        await sleep(random() * 400)
        await call('POST', '/resume')
      }
      await sleep(random() * 200)
      const up = members.filter((member) => member.isReady())
      const victim = up[Math.floor(random() * up.length)]!
      await victim.kill()
      for (const id of await selectSending(fleet)) underWay.add(id)
      // Some stay away while the next ones die.
      if (random() < 0.5) await sleep(random() * 1_000)
      bringBack(victim)
    }
    await Promise.all(starting)
    await setRate(PER_SECOND.atLast)

    const until = Date.now() + PATIENCE_MS
    let shown = await call('GET', '')
    const onTheirWay = ({ counts }: Shown) => counts['waiting']! + counts['accepted']! + counts['sent']!
    while (onTheirWay(shown) > 0) {
      expect(Date.now(), `${JSON.stringify(shown)}, ${ofSeed}`).toBeLessThan(until)
      await sleep(300)
      shown = await call('GET', '')
    }

    const taken = await countTaken(fleet.sandboxUrl)
    expect(
      [...taken].filter(([, count]) => count > 1),
      ofSeed,
    ).toEqual([])
    const { rows: recipients } = await database.query(
      `select r.address, m.id, m.state, m.error from bulk_recipients r
      left join messages m on m.integration_id = r.integration_id and m.id = r.message_id where r.bulk_id = $1`,
      [bulkId],
    )
    expect(recipients).toHaveLength(RECIPIENTS)
    for (const { address, id, state, error } of recipients)
      if (state === 'unknown') {
        expect(error, ofSeed).toMatchObject({ code: 9_000_003, what_to_do: expect.any(String) })
        expect(underWay, ofSeed).toContain(id)
      } else {
        expect(['delivered', 'read'], `${address} ${state}, ${ofSeed}`).toContain(state)
        expect(taken.has(address), ofSeed).toBe(true)
      }
    expect(underWay.size, ofSeed).toBeGreaterThan(0)
  },
  PATIENCE_MS + RECIPIENTS * 10 + 120_000,
)
