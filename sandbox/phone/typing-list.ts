/** A typing bubble is shown until an answer comes, or for 25 seconds (Cloud API, typing indicators). */
const shownForMs = 25_000

/** To whom which of the business's numbers is just writing. It lives in memory: nobody types across a restart. */
export type TypingList = {
  start(party: string, numberId: string): void
  stop(party: string, numberId: string): void
  /** For how long the bubble is still to be shown; 0 when it is not. */
  leftMs(party: string, numberId: string): number
}

export const createTypingList = (now: () => number): TypingList => {
  const ends = new Map<string, number>()
  const keyOf = (party: string, numberId: string): string => `${numberId} ${party}`
  return {
    start(party, numberId) {
      for (const [key, end] of ends) if (end <= now()) ends.delete(key)
      ends.set(keyOf(party, numberId), now() + shownForMs)
    },
    stop(party, numberId) {
      if (ends.size > 0) ends.delete(keyOf(party, numberId))
    },
    leftMs: (party, numberId) => Math.max(0, (ends.get(keyOf(party, numberId)) ?? 0) - now()),
  }
}
