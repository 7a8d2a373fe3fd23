import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { drawPerson, type Stage, startStage, type Told } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

const PATIENCE = { timeout: 60_000, interval: 100 }

type Waiting = Told & { waits_for?: string }

describe('many messages to one person at once', () => {
  test('none is refused by WhatsApp, all arrive in order, nobody else waits, and those that wait say why', async () => {
    const to = drawPerson()
    // Together, so that they are there before time has paid for many of them.
    const burst = Array.from({ length: 40 }, (_, n) => `burst ${n}`)
    await Promise.all(burst.map((text) => stage.sendText(to, { text })))
    const texts = Array.from({ length: 8 }, (_, n) => `text ${n}`)
    const ids: string[] = []
    for (const text of texts) ids.push(await stage.sendText(to, { text }))
    const last = await vi.waitFor(async () => {
      const held = await Promise.all(ids.map((id) => stage.tell(id) as Promise<Waiting>))
      const told = held.find(({ status }) => status === 'queued')!
      expect(told?.waits_for).toBe('pair_rate')
      return told
    }, PATIENCE)
    expect(last).toMatchObject({ status: 'queued', attempts: 0 })
    expect(Date.parse(last.next_attempt_at!)).toBeGreaterThan(Date.now())
    const beside = await stage.sendText(drawPerson())
    await stage.untilStatus(beside, 'read')
    expect((await stage.tell(ids[7]!)).status).toBe('queued')

    await vi.waitFor(async () => expect((await stage.tell(ids[7]!)).status).toBe('read'), PATIENCE)
    const arrived = await stage.listTexts(to)
    expect(arrived.slice(0, 40).toSorted()).toEqual(burst.toSorted())
    expect(arrived.slice(40)).toEqual(texts)
    expect(await stage.countRefused(131056)).toBe(0)
    const { waits_for, attempts }: Waiting = await stage.tell(ids[7]!)
    expect({ waits_for, attempts }).toEqual({ waits_for: undefined, attempts: 1 })
  }, 120_000)
})

describe('more people than the account may write to in 24 hours', () => {
  const allow = async (tier: string): Promise<void> => {
    await stage.database.query('update integrations set messaging_tier = $1 where id in (11, 22)', [tier])
    // Numbers are kept in memory for two seconds.
    await sleep(2_500)
  }

  const sendTemplates = async (people: string[]): Promise<string[]> => {
    const { body } = await stage.sendTemplateTo(people)
    const all: { message_id: string }[] = body.messages ?? [body]
    return all.map(({ message_id }) => message_id)
  }

  test('wait until a place becomes free; those whose window is open, who were written to and free texts do not', async () => {
    const guest = drawPerson()
    await stage.sandbox('POST', '/_sandbox/inbound', {
      json: { from: guest, message: { type: 'text', text: { body: 'Hello' } } },
    })
    await vi.waitFor(async () => {
      const { body } = await stage.call('GET', `/v1/integrations/11/chats?q=${guest}`)
      expect(body).toHaveLength(1)
    }, PATIENCE)
    await allow('TIER_3')
    const people = [drawPerson(), drawPerson(), drawPerson()]
    for (const id of await sendTemplates(people)) await stage.untilStatus(id, 'read')

    const [stranger] = await sendTemplates([drawPerson()])
    await vi.waitFor(async () => {
      const told: Waiting = await stage.tell(stranger!)
      expect(told).toMatchObject({ status: 'queued', attempts: 0, waits_for: 'messaging_limit' })
    }, PATIENCE)
    const known = await sendTemplates([guest, people[0]!])
    for (const id of known) await stage.untilStatus(id, 'read')
    await stage.untilStatus(await stage.sendText(drawPerson()), 'read')
    expect((await stage.tell(stranger!)).status).toBe('queued')

    // A day goes by for the first of them.
    await stage.database.query(
      `update reached_people set reached_at = reached_at - interval '25 hours' where address = $1`,
      [people[0]],
    )
    await stage.database.query(`update message_queue set not_before = now() where message_id = $1`, [
      stranger,
    ])
    await stage.untilStatus(stranger!, 'read')
    const [next] = await sendTemplates([drawPerson()])
    await vi.waitFor(async () => {
      expect(((await stage.tell(next!)) as Waiting).waits_for).toBe('messaging_limit')
    }, PATIENCE)

    await allow('TIER_UNLIMITED')
    await stage.database.query(`update message_queue set not_before = now() where message_id = $1`, [next])
    await stage.untilStatus(next!, 'read')
  }, 120_000)
})
