/** Entries of one stretch of numbers. */
const SIZE = 32_768

/** The stretch that the entry of a number lies in. */
export const stretchOf = (number: number): number => Math.floor(number / SIZE)

/** The first number of a stretch. */
export const startOf = (stretch: number): number => stretch * SIZE

/** Entries that one look may find: they fit into memory, and are sorted in some milliseconds. */
const MOST_OF_A_LOOK = 5_000

/** Stretches that one look names; a longer list of them costs more than another look. */
const MOST_NAMED = 64

/** Where to look next: in these stretches, or in all that is left. */
export type Look = { stretches: number[] } | 'rest'

/**
 * How to go on from stretch `next` down to `oldest`, after `found` entries in the `seen` newest stretches. What was
 * found so far tells how frequent it is: something rare is looked up in all that is left at once.
 */
export const planLook = (
  next: number,
  oldest: number,
  { found, seen }: { found: number; seen: number },
): Look => {
  const left = next - oldest + 1
  // Of what was not found at all, three may have been missed by chance.
  const most = seen === 0 ? 1 : Math.max(1, Math.floor((MOST_OF_A_LOOK * seen) / (found + 3)))
  if (seen > 0 && most >= left) return 'rest'
  return { stretches: Array.from({ length: Math.min(left, most, MOST_NAMED) }, (_, n) => next - n) }
}
