/** Anything that is kept in order of acceptance: `n` counts from 1 without gaps, `at` (Unix milliseconds) never falls. */
type Numbered = { n: number; at: number; party: string; previousOfParty: number }

/** A growing list found by number, by time and by the other party, none of them by a scan over all. */
export type MessageLog<T extends Numbered> = {
  nextN(): number
  /** Appends an item whose `n` is `nextN()` or, in a replay, greater than all before. */
  add(item: T): void
  find(n: number): T | undefined
  /** From the oldest on, those at or after `sinceMs`. */
  list(sinceMs?: number): Generator<T>
  /** The same for one party's, by the chain of its items: as long as the party's own history, no longer. */
  listOfParty(party: string, sinceMs?: number): Generator<T>
  /** From the newest on: all, or one party's. */
  newestFirst(party?: string): Generator<T>
  /** Forgets all up to `n`; the numbers go on. */
  clear(n: number): void
  count(): number
}

/** A log that forgets its oldest tenth when it holds more than `limit` items and a tenth. */
export const createMessageLog = <T extends Numbered>(limit: number): MessageLog<T> => {
  let items: T[] = []
  let next = 1
  const lastOfParty = new Map<string, number>()

  const indexOfN = (n: number): number => {
    let low = 0
    let high = items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (items[middle]!.n < n) low = middle + 1
      else high = middle
    }
    return low
  }

  const find = (n: number): T | undefined => {
    const first = items[0]
    if (!first) return undefined
    const guess = items[n - first.n]
    if (guess?.n === n) return guess
    const item = items[indexOfN(n)]
    return item?.n === n ? item : undefined
  }

  const clear = (n: number): void => {
    items = items.slice(indexOfN(n + 1))
    next = Math.max(next, n + 1)
    for (const [party, last] of lastOfParty) if (last <= n) lastOfParty.delete(party)
  }

  return {
    nextN: () => next,
    add(item) {
      item.previousOfParty = lastOfParty.get(item.party) ?? 0
      items.push(item)
      lastOfParty.set(item.party, item.n)
      next = item.n + 1
      if (items.length > limit * 1.1) clear(items[items.length - limit - 1]!.n)
    },
    find,
    *list(sinceMs = 0) {
      let low = 0
      let high = items.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (items[middle]!.at < sinceMs) low = middle + 1
        else high = middle
      }
      // The array may be replaced while a slow reader pauses: this one keeps what it began with.
      const snapshot = items
      const end = snapshot.length
      for (let index = low; index < end; index++) yield snapshot[index]!
    },
    *listOfParty(party, sinceMs = 0) {
      const chain: T[] = []
      let item = find(lastOfParty.get(party) ?? 0)
      while (item && item.at >= sinceMs) {
        chain.push(item)
        item = find(item.previousOfParty)
      }
      yield* chain.reverse()
    },
    *newestFirst(party) {
      if (party === undefined) {
        const snapshot = items
        for (let index = snapshot.length - 1; index >= 0; index--) yield snapshot[index]!
        return
      }
      let item = find(lastOfParty.get(party) ?? 0)
      while (item) {
        yield item
        item = find(item.previousOfParty)
      }
    },
    clear,
    count: () => items.length,
  }
}
