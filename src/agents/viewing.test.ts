import { beforeEach, expect, test } from 'vitest'
import { createViewing, type Viewing } from './viewing.ts'

let now: number
let viewing: Viewing
beforeEach(() => {
  now = 0
  viewing = createViewing(() => now)
})

const chat = { integrationId: 11, chatId: 7 }
const elif = { id: 3, name: 'Elif', isTyping: false }
const ali = { id: 2, name: 'Ali', isTyping: false }

test('who says again that they look is no news; who comes, begins or ends to write, or is called otherwise, is', () => {
  expect(viewing.view(chat, elif)).toBe(true)
  expect(viewing.view(chat, elif)).toBe(false)
  expect(viewing.view(chat, { ...elif, isTyping: true })).toBe(true)
  expect(viewing.view(chat, { ...elif, isTyping: true })).toBe(false)
  expect(viewing.view(chat, elif)).toBe(true)
  expect(viewing.view(chat, { ...elif, name: 'Elif Demir' })).toBe(true)
  expect(viewing.view({ ...chat, integrationId: 22 }, elif)).toBe(true)
})

test('who has not said it for twelve seconds has left, and nobody else', () => {
  viewing.view(chat, elif)
  now = 6_000
  viewing.view(chat, ali)
  now = 11_999
  expect(viewing.sweep()).toEqual([])
  expect(viewing.list(chat)).toEqual([ali, elif])
  now = 12_000
  expect(viewing.sweep()).toEqual([chat])
  expect(viewing.list(chat)).toEqual([ali])
  now = 18_000
  expect(viewing.sweep()).toEqual([chat])
  expect(viewing.sweep()).toEqual([])
  expect(viewing.listChats()).toEqual([])
})

test('who leaves is gone at once, and only once', () => {
  viewing.view(chat, elif)
  expect(viewing.leave(chat, ali.id)).toBe(false)
  expect(viewing.leave({ ...chat, chatId: 8 }, elif.id)).toBe(false)
  expect(viewing.leave(chat, elif.id)).toBe(true)
  expect(viewing.leave(chat, elif.id)).toBe(false)
  expect(viewing.list(chat)).toEqual([])
})
