/** Somebody who is online, with what they have to do. */
export type Available = {
  id: number
  /** The numbers that they may see. */
  integrationIds: 'all' | ReadonlySet<number>
  activeChats: number
  /** Since when they have got no chat, Unix ms. */
  waitingSince: number
}

/** Whose turn it is, as chats are given out one after the other. */
export type Turns = {
  /** Who gets the next chat of a number: `preferred` where they may, else who is least busy. Undefined: nobody may. */
  next(integrationId: number, preferred: number | null): number | undefined
  /** They have got it. */
  take(userId: number): void
}

/**
 * Least busy is who has the fewest active chats; of several, who has waited longest, so that chats that come at once
 * are shared evenly.
 */
export const createTurns = (available: readonly Available[]): Turns => {
  const agents = available.map((one) => ({ ...one }))
  return {
    next: (integrationId, preferred) => {
      const fit = agents.filter(
        ({ integrationIds }) => integrationIds === 'all' || integrationIds.has(integrationId),
      )
      const known = fit.find(({ id }) => id === preferred)
      const [least] = fit.toSorted(
        (a, b) => a.activeChats - b.activeChats || a.waitingSince - b.waitingSince || a.id - b.id,
      )
      return (known ?? least)?.id
    },
    take: (userId) => {
      const agent = agents.find(({ id }) => id === userId)
      if (!agent) return
      agent.activeChats += 1
      agent.waitingSince = Math.max(Date.now(), ...agents.map(({ waitingSince }) => waitingSince + 1))
    },
  }
}
