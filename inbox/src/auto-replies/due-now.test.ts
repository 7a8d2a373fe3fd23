import { expect, test } from 'vitest'
import type { AutoReplies } from '../api/types.ts'
import { dueNow } from './due-now.ts'

const reply = (enabled = true) => ({ text: 'Hello', enabled })

const SETTINGS: AutoReplies = {
  welcome: reply(),
  out_of_hours: reply(),
  nobody_online: reply(),
  time_zone: 'Europe/Istanbul',
  hours: [{ day: 1, from: '09:00', to: '18:00' }],
  holidays: [{ date: '2026-06-08', name: '' }],
}

/** A Monday, 10:00 in Istanbul. */
const WITHIN = Date.parse('2026-06-01T07:00:00Z')
const AFTER = Date.parse('2026-06-01T16:00:00Z')
const HOLIDAY = Date.parse('2026-06-08T07:00:00Z')

test.for<[what: string, at: number, isOnline: boolean, change: Partial<AutoReplies>, kinds: string[]]>([
  ['within the hours, with somebody there', WITHIN, true, {}, ['welcome']],
  ['within the hours, with nobody there', WITHIN, false, {}, ['welcome', 'nobody_online']],
  ['after the hours, whoever is there', AFTER, true, {}, ['welcome', 'out_of_hours']],
  ['on a holiday', HOLIDAY, true, {}, ['welcome', 'out_of_hours']],
  ['without what is switched off', AFTER, true, { welcome: reply(false) }, ['out_of_hours']],
  ['at any time where there are no hours', AFTER, true, { hours: [] }, ['welcome']],
])('%s', ([, at, isOnline, change, kinds]) => {
  expect(dueNow({ ...SETTINGS, ...change }, at, isOnline).kinds).toEqual(kinds)
})
