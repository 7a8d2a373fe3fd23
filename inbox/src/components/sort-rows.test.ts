import { expect, test } from 'vitest'
import { sortRows } from './sort-rows.ts'

const same = (value: number | string | null) => value

test('numbers are sorted as numbers, and what is not known stands last either way', () => {
  expect(sortRows([10, null, 9, 100], same, false, 'en')).toEqual([9, 10, 100, null])
  expect(sortRows([10, null, 9, 100], same, true, 'en')).toEqual([100, 10, 9, null])
})

test('names are sorted as the language has them, equals as they stood', () => {
  expect(sortRows(['Zeki', 'Çiğdem', 'Dilek', 'Cem'], same, false, 'tr')).toEqual([
    'Cem',
    'Çiğdem',
    'Dilek',
    'Zeki',
  ])
  const rows = [
    { id: 1, count: 2 },
    { id: 2, count: 3 },
    { id: 3, count: 2 },
  ]
  const sorted = sortRows(rows, ({ count }) => count, true, 'en')
  expect(sorted.map(({ id }) => id)).toEqual([2, 1, 3])
})
