import { expect, vi } from 'vitest'
import type { AppOptions } from '../../src/core.ts'
import { createLogger } from '../../src/logger.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { WAIT } from '../support/wait.ts'

/** A message as `GET …/messages/{id}` tells it. */
export type Told = {
  status: string
  attempts: number
  wamid: string | null
  error?: { code: number; title: string; details: string; what_to_do: string }
  next_attempt_at?: string
  history: { status: string; at: string; error?: { code: number } }[]
}

export type Fault = {
  mode: string
  match?: { to?: string; path?: string }
  times?: number
  code?: number
  status?: number
  delay_ms?: number
}

/** The program with a sandbox that can be told what to do wrong. */
export type Stage = TestApp & {
  addFault(fault: Fault): Promise<void>
  /** A text; answers with its message id. */
  sendText(to: string, fields?: object, integrationId?: number): Promise<string>
  /** The documented template 1, English. */
  sendTemplateTo(people: string[]): Promise<Answer>
  tell(id: string, integrationId?: number): Promise<Told>
  /** Waits until the message stands there. */
  untilStatus(id: string, status: string, integrationId?: number): Promise<Told>
  /** Waits until the message has been tried as often. */
  untilTried(id: string, attempts: number): Promise<Told>
  /** How often the sandbox accepted it. */
  countAccepted(id: string): Promise<number>
  /** How many sends the sandbox has refused with a code. */
  countRefused(code: number): Promise<number>
  /** The texts that the sandbox accepted for somebody, oldest first. */
  listTexts(to: string): Promise<string[]>
  /** The states that the event log tells of a message, in its order; but for *accepted*, which a quick status skips. */
  listEvents(id: string): Promise<string[]>
}

let drawn = 0
/** Somebody whom no other test writes to. */
export const drawPerson = (): string => `90555${String(3_000_000 + ++drawn)}`

export const startStage = async (
  settings: Record<string, string> = {},
  options: AppOptions = {},
): Promise<Stage> => {
  const app = await startTestApp(settings, createLogger('silent'), options)
  const pathOf = (integrationId: number) => `/v1/integrations/${integrationId}/conversations`
  const post = async (path: string, json: object): Promise<Answer> => app.call('POST', path, { json })
  const control = async (method: string, path: string, json: object): Promise<void> => {
    expect((await app.sandbox(method, `/_sandbox/${path}`, { json })).status).toBe(200)
  }
  await control('PUT', 'settings', { enforce_window: false })

  const tell = async (id: string, integrationId = 11): Promise<Told> => {
    const answer = await app.call('GET', `${pathOf(integrationId)}/messages/${id}`)
    expect(answer.status).toBe(200)
    return answer.body
  }
  const listMessages = async (): Promise<
    { to: string; body: { biz_opaque_callback_data: string; text?: { body: string } } }[]
  > => (await app.sandbox('GET', '/_sandbox/messages')).body

  return {
    ...app,
    addFault: (fault) => control('POST', 'faults', fault),
    sendText: async (to, fields = {}, integrationId = 11) => {
      const answer = await post(`${pathOf(integrationId)}/messages`, {
        to: `+${to}`,
        text: 'Hello',
        ...fields,
      })
      expect(answer.body).toHaveProperty('message_id')
      return answer.body.message_id
    },
    sendTemplateTo: (people) =>
      post(`${pathOf(11)}/templates/send`, {
        template_id: 1,
        language_id: 1,
        destinations: people.map((to) => ({
          phone: `+${to}`,
          parameters: { 'header-1': 'Ahmet', 'body-1': 'SP1', 'body-2': 'today' },
        })),
      }),
    tell,
    untilStatus: (id, status, integrationId) =>
      vi.waitFor(async () => {
        const told = await tell(id, integrationId)
        expect(told.status).toBe(status)
        return told
      }, WAIT),
    untilTried: (id, attempts) =>
      vi.waitFor(async () => {
        const told = await tell(id)
        expect(told.status).not.toBe('sending')
        expect(told.attempts).toBeGreaterThanOrEqual(attempts)
        return told
      }, WAIT),
    countAccepted: async (id) =>
      (await listMessages()).filter(({ body }) => body.biz_opaque_callback_data === id).length,
    countRefused: async (code) => (await app.sandbox('GET', '/_sandbox/stats')).body.rejected[code] ?? 0,
    listTexts: async (to) =>
      (await listMessages()).flatMap((one) => (one.to === to ? [one.body.text?.body ?? ''] : [])),
    listEvents: async (id) => {
      const { rows } = await app.database.query(
        `select data->>'status' as status from events
        where type = 'message.status' and data->>'message_id' = $1 and data->>'status' <> 'accepted'
        order by id`,
        [id],
      )
      return rows.map(({ status }) => status)
    },
  }
}

/** What a message says that has failed for good: why, and what to do. */
export const expectError = (told: Told, code: number): void => {
  expect(told.error?.code).toBe(code)
  expect(told.error?.title).not.toBe('')
  expect(told.error?.details).not.toBe('')
  expect(told.error?.what_to_do).not.toBe('')
}
