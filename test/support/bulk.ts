import { expect, vi } from 'vitest'
import type { TestApp } from './app.ts'
import type { Answer, CallOptions } from './call.ts'

export const BULK = '/v1/integrations/11/bulk-sends'
export const VALUES = { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' }

// biome-ignore lint/suspicious/noExplicitAny: the answer's body, for tests to look into
export type Shown = any

/** Bulk sends of the documented template 1, English, by the first number. */
export const createBulkCalls = (app: TestApp) => {
  const create = (json: object): Promise<Answer> =>
    app.call('POST', BULK, { json: { template_id: 1, language_id: 1, parameters: VALUES, ...json } })
  const show = async (bulkId: number): Promise<Shown> => (await app.call('GET', `${BULK}/${bulkId}`)).body
  return {
    create,
    /** A send to these numbers that was taken. */
    start: async (phones: string[], fields: object = {}): Promise<Shown> => {
      const answer = await create({ recipients: phones.map((phone) => ({ phone })), ...fields })
      expect(answer.status, answer.text).toBe(201)
      return answer.body
    },
    upload: (csv: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): Promise<Answer> => {
      const form = new FormData()
      const shared = Object.entries(VALUES).map(([key, value]) => [`parameters[${key}]`, value] as const)
      for (const [name, value] of [
        ['template_id', '1'],
        ['language_id', '1'],
        ...shared,
        ...Object.entries(fields),
      ] as const)
        form.set(name, value)
      form.set('recipients', new Blob([csv], { type: 'text/csv' }), 'recipients.csv')
      return app.call('POST', BULK, { multipart: form })
    },
    verb: (bulkId: number, verb: string, options: CallOptions = {}): Promise<Answer> =>
      app.call('POST', `${BULK}/${bulkId}/${verb}`, options),
    show,
    recipients: async (bulkId: number, query = ''): Promise<Shown[]> =>
      (await app.call('GET', `${BULK}/${bulkId}/recipients${query}`)).body,
    untilStatus: (bulkId: number, status: string): Promise<Shown> =>
      vi.waitFor(
        async () => {
          const shown = await show(bulkId)
          expect(shown.status, JSON.stringify(shown)).toBe(status)
          return shown
        },
        { timeout: 30_000, interval: 100 },
      ),
    untilCounts: (bulkId: number, counts: object): Promise<Shown> =>
      vi.waitFor(
        async () => {
          const shown = await show(bulkId)
          expect(shown.counts).toMatchObject(counts)
          return shown
        },
        { timeout: 30_000, interval: 100 },
      ),
  }
}

export type BulkCalls = ReturnType<typeof createBulkCalls>

/** What the counts of a send are to add up to at any moment. */
export const sumOf = ({ planned: _, ...states }: Record<string, number>): number =>
  Object.values(states).reduce((sum, count) => sum + count, 0)
