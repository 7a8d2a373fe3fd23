/** Entries of one stretch of numbers. */
const SIZE = 32_768

/** Stretches that are looked through at once: what a word is found in there fits into memory, however frequent it is. */
const MOST = 16

/** The stretch that the entry of a number lies in. */
export const stretchOf = (number: number): number => Math.floor(number / SIZE)

/**
 * Groups of stretches from the newest to the oldest, each twice as large as the one before. A frequent word is done
 * with after the first; a rare one has to be looked up in all of them.
 */
export function* groupStretches(newest: number, oldest: number): Generator<number[]> {
  for (let next = newest, size = 1; next >= oldest; size = Math.min(2 * size, MOST)) {
    const count = Math.min(size, next - oldest + 1)
    yield Array.from({ length: count }, (_, n) => next - n)
    next -= count
  }
}
