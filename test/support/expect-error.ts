import { expect } from 'vitest'
import type { Answer } from './call.ts'

/**
 * Checks that an answer is an error in the documented shape and nothing beside it (Desk360 API, "Error Response
 * Fields"). Answers with the error, for a closer look.
 */
export const expectError = (
  answer: Answer,
  status: number,
  code: string,
  // biome-ignore lint/suspicious/noExplicitAny: the error as it came, for tests to look into
): { message: string; [name: string]: any } => {
  expect({ status: answer.status, code: answer.body?.error?.code, body: answer.body }).toMatchObject({
    status,
    code,
  })
  expect(Object.keys(answer.body)).toEqual(['error'])
  const { error } = answer.body
  const names = ['code', 'message', 'doc_url']
  if (code === 'failed_validation') names.push('fields')
  if (status >= 500) names.push('request_id')
  if (code === 'conflict' && 'assignee' in error) names.push('assignee')
  expect(Object.keys(error).sort()).toEqual(names.sort())
  expect(error.message).toMatch(/\S.*[.:]$|\S.*\)\.$/)
  expect(new URL(error.doc_url)).toMatchObject({ pathname: '/docs', hash: `#error-${code}` })
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  if (status === 429 || status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  else expect(answer.headers['retry-after']).toBeUndefined()
  return error
}

/** Checks for a 422 `failed_validation` whose fields are exactly these; its message is the first of theirs. */
export const expectFields = (answer: Answer, fields: Record<string, unknown>): void => {
  const error = expectError(answer, 422, 'failed_validation')
  expect(error['fields']).toEqual(fields)
  expect(error.message).toBe((Object.values(error['fields'])[0] as string[])[0])
}
