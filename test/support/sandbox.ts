import { expect, vi } from 'vitest'
import type { TestApp } from './app.ts'
import { WAIT } from './wait.ts'

/** A message as the sandbox took it, with the body that it was sent. */
export type SentMessage = {
  id: string
  to: string
  // biome-ignore lint/suspicious/noExplicitAny: Cloud API bodies of every kind, for tests to look into
  body: any
}

/** Waits until the sandbox has taken as many messages to this number, and answers with all of them, oldest first. */
export const waitForSent = (app: TestApp, to: string, count = 1): Promise<SentMessage[]> =>
  vi.waitFor(
    async () => {
      const { body } = await app.sandbox('GET', `/_sandbox/messages?to=${encodeURIComponent(to)}`)
      expect(body.length).toBeGreaterThanOrEqual(count)
      return body
    },
    { timeout: 30_000, interval: 50 },
  )

let drawn = 0

/** The digits of a number that no other test of the file writes to. */
export const drawNumber = (): string => `90555${String(7_000_000 + ++drawn)}`

/** Has a customer write to the first number: texts reach those alone who wrote in the last 24 hours. Answers its wamid. */
export const openWindow = async (
  app: TestApp,
  from: string,
  message: object = { type: 'text', text: { body: 'Merhaba' } },
): Promise<string> => {
  const answer = await app.sandbox('POST', '/_sandbox/inbound', { json: { from, name: 'Ayşe', message } })
  expect(answer.status).toBe(200)
  return answer.body.id
}

/** Has a customer write to the first number; answers the message as it is shown, once it is there. */
export const receiveFromPhone = async (app: TestApp, from: string, message?: object) => {
  const wamid = await openWindow(app, from, message)
  return vi.waitFor(async () => {
    const chats = await app.call('GET', `/v1/integrations/11/chats?q=${encodeURIComponent(from)}`)
    const { body } = await app.call('GET', `/v1/integrations/11/chats/${chats.body[0]?.id}/messages`)
    const [found] = body.filter((one: { wamid: string }) => one.wamid === wamid)
    expect(found).toBeDefined()
    return found
  }, WAIT)
}

/** The ids that Masa has given to the sandbox's templates, by name. */
export const selectTemplateIds = async (app: TestApp): Promise<Map<string, number>> => {
  const { rows } = await app.database.query('select id, name from templates')
  return new Map(rows.map(({ id, name }) => [name, id]))
}
