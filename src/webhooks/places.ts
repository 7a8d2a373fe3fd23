/** How many requests each endpoint may have open at once. */
export type Places = {
  /** Those that are free now. */
  countFree(endpointId: number): number
  take(endpointId: number): void
  /** A request has ended. */
  giveBack(endpointId: number, hasSucceeded: boolean): void
}

type Options = { least?: number; most?: number }

/**
 * An endpoint earns its places: each success gives one more, a failure takes back all but two. So a quick
 * receiver soon has many, and five hundred that never answer leave the thousand of all to the others
 * (promise 15).
 */
export const createPlaces = ({ least = 2, most = 64 }: Options = {}): Places => {
  const endpoints = new Map<number, { open: number; limit: number }>()
  const find = (id: number) => endpoints.get(id) ?? { open: 0, limit: least }
  return {
    countFree: (id) => {
      const { open, limit } = find(id)
      return Math.max(0, limit - open)
    },
    take: (id) => {
      const { open, limit } = find(id)
      endpoints.set(id, { open: open + 1, limit })
    },
    giveBack: (id, hasSucceeded) => {
      const { open, limit } = find(id)
      endpoints.set(id, { open: open - 1, limit: hasSucceeded ? Math.min(limit + 1, most) : least })
    },
  }
}
