import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

it('an answer that was overtaken is no news, and the last one asked for always is', () => {
  const turns = createTurns()
  const [first, second, third] = [turns.ask(), turns.ask(), turns.ask()]
  expect(turns.isNews(second)).toBe(true)
  expect(turns.isNews(first)).toBe(false)
  expect(turns.isNews(third)).toBe(true)
})
