import { expect, test } from 'vitest'
import { listDue, type Occasion } from './due.ts'
import type { AutoReplies, Kind } from './settings.ts'

const on = { text: 'x', enabled: true }
const off = { text: 'x', enabled: false }
const settings: AutoReplies = {
  replies: { welcome: on, out_of_hours: on, nobody_online: on },
  timeZone: 'UTC',
  hours: [{ day: 5, from: '09:00', to: '18:00' }],
  holidays: [],
}
const OPEN = new Date('2026-11-27T12:00:00Z')
const CLOSED = new Date('2026-11-27T20:00:00Z')
const occasion: Occasion = {
  at: OPEN,
  isFirst: true,
  hasAssignee: false,
  isAssigneeOnline: false,
  isAnybodyOnline: false,
}
const none = new Set<Kind>()

test.each<[string, Partial<Occasion>, Kind[], Kind[]]>([
  ['a first message while nobody is online', {}, [], ['welcome', 'nobody_online']],
  ['a later one', { isFirst: false }, [], ['nobody_online']],
  ['a first one while somebody is online', { isAnybodyOnline: true }, [], ['welcome']],
  ['one in a chat that is somebody’s, who is away for a moment', { hasAssignee: true }, [], ['welcome']],
  [
    'one out of hours, whoever is online',
    { at: CLOSED, isAnybodyOnline: true },
    [],
    ['welcome', 'out_of_hours'],
  ],
  ['one out of hours, while nobody is: closed counts', { at: CLOSED }, [], ['welcome', 'out_of_hours']],
  ['one out of hours to whom somebody talks', { at: CLOSED, isFirst: false, isAssigneeOnline: true }, [], []],
  ['a chat that got one of each', {}, ['welcome', 'out_of_hours', 'nobody_online'], []],
  ['a chat that got one of another kind', { isFirst: false }, ['welcome', 'out_of_hours'], ['nobody_online']],
])('%s', (_name, fields, sent, due) => {
  expect(listDue(settings, { ...occasion, ...fields }, new Set(sent))).toEqual(due)
})

test('what is off is not sent, nor another reply in its place', () => {
  const replies = { welcome: off, out_of_hours: off, nobody_online: on }
  expect(listDue({ ...settings, replies }, { ...occasion, at: CLOSED }, none)).toEqual([])
  expect(listDue({ ...settings, replies }, occasion, none)).toEqual(['nobody_online'])
})
