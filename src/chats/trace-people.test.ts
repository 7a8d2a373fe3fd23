import { expect, test } from 'vitest'
import { type Trace, tracePeople } from './trace-people.ts'

const trace = (at: number, addresses: string[], more: Partial<Trace> = {}): Trace => ({
  at,
  addresses,
  moves: [],
  ...more,
})

/** Each person as `address since–until` of all their spans. */
const show = (traces: Trace[]): string[][] =>
  tracePeople(traces)
    .map(({ spans }) => spans.map(({ address, since, until }) => `${address} ${since}–${until}`).sort())
    .sort()

const ALWAYS = '-Infinity–Infinity'

test('nobody is made up', () => {
  expect(tracePeople([])).toEqual([])
})

test('addresses that were never seen together are two people', () => {
  expect(show([trace(1, ['90']), trace(2, ['91'])])).toEqual([[`90 ${ALWAYS}`], [`91 ${ALWAYS}`]])
})

test('those that were seen together, directly or by a third, are one', () => {
  const traces = [trace(1, ['90', 'TR.1']), trace(2, ['91', 'TR.2']), trace(3, ['91', 'TR.1'])]
  expect(show(traces)).toEqual([[`90 ${ALWAYS}`, `91 ${ALWAYS}`, `TR.1 ${ALWAYS}`, `TR.2 ${ALWAYS}`]])
})

test('who moves keeps what they were, and leaves the old number to somebody else', () => {
  const traces = [
    trace(1, ['90']),
    trace(5, ['90'], { moves: [{ left: '90', taken: '91' }] }),
    trace(9, ['90', 'TR.2']),
    trace(9, ['91']),
  ]
  expect(show(traces)).toEqual([
    ['90 -Infinity–6', '91 5–Infinity'],
    ['90 6–Infinity', `TR.2 ${ALWAYS}`],
  ])
})

test('who had the new number before is somebody else', () => {
  const traces = [trace(1, ['91']), trace(5, ['90'], { moves: [{ left: '90', taken: '91' }] })]
  expect(show(traces)).toEqual([['90 -Infinity–6', '91 5–Infinity'], ['91 -Infinity–5']])
})

test('a number that goes round comes back to whom it was', () => {
  const traces = [
    trace(2, ['90'], { moves: [{ left: '90', taken: '91' }] }),
    trace(5, ['91'], { moves: [{ left: '91', taken: '90' }] }),
    trace(8, ['90']),
  ]
  expect(tracePeople(traces)).toHaveLength(1)
})

test('a change that each number of the business tells of, a moment apart, is one', () => {
  const move = { moves: [{ left: '90', taken: '91' }] }
  const traces = [trace(1, ['90']), trace(5, ['90'], move), trace(7, ['90'], move), trace(9, ['91'])]
  expect(show(traces)).toEqual([['90 -Infinity–8', '91 5–Infinity']])
})

test('a new user id of somebody whose old one is not told is theirs from then on', () => {
  const traces = [trace(1, ['TR.2']), trace(5, ['90'], { moves: [{ taken: 'TR.2' }] })]
  expect(show(traces)).toEqual([[`90 ${ALWAYS}`, 'TR.2 5–Infinity'], ['TR.2 -Infinity–5']])
})

test('another spelling of a number is left with it', () => {
  const traces = [
    trace(1, ['5491'], { alias: ['5491', '541'] }),
    trace(5, ['541'], { moves: [{ left: '541', taken: '90' }] }),
    trace(9, ['541']),
  ]
  expect(show(traces)).toEqual([
    ['541 -Infinity–6', '5491 -Infinity–6', '90 5–Infinity'],
    ['541 6–Infinity', '5491 6–Infinity'],
  ])
})
