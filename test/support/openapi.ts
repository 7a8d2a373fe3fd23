import { Check } from 'typebox/schema'
import { expect } from 'vitest'
import type { TestApp } from './app.ts'
import type { Answer } from './call.ts'

export type Operation = {
  operationId: string
  summary: string
  security?: object[]
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, object> } }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

export type OpenApi = {
  openapi: string
  security: object[]
  paths: Record<string, Record<string, Operation>>
}

export const readOpenApi = async (app: TestApp): Promise<OpenApi> =>
  (await app.call('GET', '/openapi.json', { token: null })).body

/** Checks that the document foretells an answer: its status, and its body by the schema that stands there. */
export const expectForetold = (document: OpenApi, method: string, path: string, answer: Answer): void => {
  const response = document.paths[path]?.[method]?.responses[answer.status]
  expect(response, `${method} ${path} answered ${answer.status}: ${answer.text}`).toBeDefined()
  const schema = response!.content?.['application/json']?.schema
  if (schema === undefined) expect(answer).toMatchObject({ status: 204, text: '' })
  else expect(Check(schema as never, answer.body), `${answer.status}: ${answer.text}`).toBe(true)
}

/** A path of the document with ids in it: those of the first number, and of nothing, unless told otherwise. */
export const fillPath = (
  path: string,
  values: { id?: string; message?: string; user?: number } = {},
): string =>
  path
    .replace('{integration_id}', values.id ?? '11')
    .replace('{message_id}', values.message ?? 'gBEGnone')
    .replace('{user_id}', String(values.user ?? 999_999))

export const MESSAGES = '/v1/integrations/{integration_id}/conversations/messages'
export const TEMPLATES = '/v1/integrations/{integration_id}/conversations/templates'
