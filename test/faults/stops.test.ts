import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase, type Database } from '../../src/database/database.ts'
import { activateIntegration } from '../../src/dispatch/stop.ts'
import { WAIT } from '../support/wait.ts'
import { drawPerson, expectError, type Stage, startStage } from './stage.ts'

let stage: Stage
let database: Database
beforeAll(async () => {
  stage = await startStage()
  database = createDatabase({ connectionString: stage.connectionString })
  return stage.stop
})
afterAll(() => database.destroy())

const send = (to: string, integrationId = 11) =>
  stage.call('POST', `/v1/integrations/${integrationId}/conversations/messages`, {
    json: { to: `+${to}`, text: 'Hello' },
  })

/** The number is heard of as started again, and nothing is left on its way that could meet the next test's faults. */
const untilSends = async (to: string): Promise<void> => {
  const { body } = await vi.waitFor(
    async () => {
      const answer = await send(to)
      expect(answer.status).toBe(200)
      return answer
    },
    { timeout: 5_000 },
  )
  await stage.untilStatus(body.message_id, 'read')
}

const selectIntegration = async (id: number): Promise<{ status: string; status_reason: string | null }> => {
  const { rows } = await stage.database.query(
    'select status, status_reason from integrations where id = $1',
    [id],
  )
  return rows[0]
}

const listStatusEvents = async (): Promise<{ status: string; error?: { code: number } }[]> => {
  const { rows } = await stage.database.query(
    `select data from events where type = 'integration.status' and integration_id = 11 order by id`,
  )
  return rows.map(({ data }) => data)
}

describe('an error that only a person can mend', () => {
  test.each([190, 10, 131031, 133010])(
    '%i: the number stops with the reason, its messages wait and go out once when it is started again',
    async (code) => {
      const before = (await listStatusEvents()).length
      const [to, other, third] = [drawPerson(), drawPerson(), drawPerson()]
      await stage.addFault({ mode: 'error', code, match: { to } })
      const id = await stage.sendText(to)
      expectError(await stage.untilTried(id, 1), code)
      expect(await stage.tell(id)).toMatchObject({ status: 'queued', wamid: null })

      const refused = await vi.waitFor(async () => {
        const answer = await send(other)
        expect(answer.status).toBe(422)
        return answer
      }, WAIT)
      const { status, status_reason } = await selectIntegration(11)
      expect(status).toBe('suspended')
      expect(status_reason).toMatch(/: .{20}/)
      expect(refused.body.error.code).toBe('integration_not_active')
      expect(refused.body.error.message).toContain(status_reason)
      expect((await listStatusEvents()).slice(before)).toMatchObject([
        { status: 'suspended', error: { code } },
      ])

      // The other number goes on, and would have taken the waiting one along.
      const elsewhere = (await send(third, 22)).body.message_id
      await stage.untilStatus(elsewhere, 'read', 22)
      expect(await stage.countAccepted(id)).toBe(0)

      expect(await activateIntegration(database, 11, 'test')).toBe(true)
      expect(await stage.untilStatus(id, 'read')).toMatchObject({ attempts: 2 })
      expect(await stage.countAccepted(id)).toBe(1)
      expect(await selectIntegration(11)).toEqual({ status: 'activated', status_reason: null })
      await untilSends(other)
    },
  )

  test('a number that several requests find stopped is stopped, and told, once', async () => {
    const before = (await listStatusEvents()).length
    await stage.addFault({ mode: 'error', code: 190, times: 8 })
    const ids = (await stage.sendTemplateTo(Array.from({ length: 8 }, drawPerson))).body.messages.map(
      (one: { message_id: string }) => one.message_id,
    )
    await vi.waitFor(async () => expect((await selectIntegration(11)).status).toBe('suspended'), WAIT)
    await vi.waitFor(async () => {
      for (const id of ids) expect((await stage.tell(id)).status).toBe('queued')
    }, WAIT)
    expect((await listStatusEvents()).slice(before)).toHaveLength(1)
    expect((await stage.sandbox('DELETE', '/_sandbox/faults')).status).toBe(200)
    await activateIntegration(database, 11, 'test')
    for (const id of ids) {
      await stage.untilStatus(id, 'read')
      expect(await stage.countAccepted(id)).toBe(1)
    }
    await untilSends(drawPerson())
  })
})

describe('an error of a template', () => {
  test.each([
    [132015, 'PAUSED'],
    [132016, 'DISABLED'],
    [132001, 'DELETED'],
  ])('%i: the message fails, the translation stops as %s, other messages go on', async (code, status) => {
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code, match: { to } })
    const id = (await stage.sendTemplateTo([to])).body.message_id
    const failed = await stage.untilStatus(id, 'failed')
    expectError(failed, code)
    expect(failed.attempts).toBe(1)
    expect(await stage.countAccepted(id)).toBe(0)

    const { rows } = await stage.database.query(
      `select status from template_translations where template_id = 1 and language_code = 'en'`,
    )
    expect(rows).toEqual([{ status }])
    const refused = await vi.waitFor(
      async () => {
        const answer = await stage.sendTemplateTo([drawPerson()])
        expect(answer.status).toBe(422)
        return answer
      },
      { timeout: 5_000 },
    )
    expect(refused.body.error.code).toBe('template_not_sendable')
    const { rows: events } = await stage.database.query(
      `select data from events where type = 'template.status' order by id desc limit 1`,
    )
    expect(events[0].data).toMatchObject({ template_id: 1, language: 'en', status, error: { code } })
    await stage.untilStatus(await stage.sendText(drawPerson()), 'read')

    await stage.database.query(`update template_translations set status = 'APPROVED' where template_id = 1`)
    await vi.waitFor(async () => expect((await stage.sendTemplateTo([drawPerson()])).status).toBe(200), {
      timeout: 5_000,
    })
  })
})
