import { expect, vi } from 'vitest'
import type { Role } from '../../src/accounts/principal.ts'
import { inbound } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from './agent.ts'
import type { TestApp } from './app.ts'
import type { Answer, Call } from './call.ts'
import type { Meta } from './meta.ts'
import { drawNumber } from './sandbox.ts'
import { WAIT } from './wait.ts'

/** Somebody of the team, logged in. */
export type Colleague = { id: number; call: Call }

/** A customer with a chat with the second number, to which nobody of the sandbox writes. */
export type Customer = { phone: string; chatId: number; path: string }

export const CHATS = '/v1/integrations/22/chats'

let drawn = 0

/** Customers and colleagues around the second number. */
export const createDeskStage = (app: TestApp, meta: Meta) => {
  const write = async (phone: string, agoMs = 0): Promise<string> => {
    drawn += 1
    const wamid = `wamid.desk.${drawn}`
    const at = Math.floor((Date.now() - agoMs) / 1_000) - 1_767_225_600
    await meta.tell(inbound(meta.numbers[1], { phone, name: `Customer ${phone}` }, { wamid, at }))
    return wamid
  }
  const show = async ({ path }: Customer, call: Call = app.call) => (await call('GET', path)).body
  return {
    write,
    show,
    /** Somebody new, who wrote so long ago. */
    receive: async (agoMs = 0): Promise<Customer> => {
      const phone = drawNumber()
      await write(phone, agoMs)
      const { body } = await app.call('GET', `${CHATS}?q=${phone}`)
      return { phone, chatId: body[0].id, path: `${CHATS}/${body[0].id}` }
    },
    hire: async (name: string, role: Role = 'agent', integrationIds = [22]): Promise<Colleague> => {
      const call = await createAgent(app, `${name}@example.com`, integrationIds, role)
      return { id: (await call('GET', '/v1/me')).body.id, call }
    },
    /** Waits until a chat is shown so. */
    until: (customer: Customer, shown: object) =>
      vi.waitFor(async () => expect(await show(customer)).toMatchObject(shown), WAIT),
    history: async ({ path }: Customer): Promise<Answer['body']> =>
      (await app.call('GET', `${path}/history`)).body,
    actions: async ({ path }: Customer): Promise<string[]> =>
      (await app.call('GET', `${path}/history`)).body.map(({ action }: { action: string }) => action),
    /** What the log tells since, by type. */
    events: async (after: number, type: string): Promise<object[]> =>
      (await app.call('GET', `/v1/events?after=${after}&limit=1000&type=${type}`)).body.map(
        ({ data }: { data: object }) => data,
      ),
    lastEvent: async (): Promise<number> => {
      const { rows } = await app.database.query('select coalesce(max(id), 0)::integer as id from events')
      return rows[0].id
    },
  }
}

export type DeskStage = ReturnType<typeof createDeskStage>
