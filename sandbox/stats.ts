/** Counts since the start, or since the messages were last deleted. */
export type Stats = {
  accepted: number
  received: number
  rejected: Map<number, number>
  webhooks: { posts: number; sent: number; retried: number; givenUp: number }
}

export const createStats = (): Stats => ({
  accepted: 0,
  received: 0,
  rejected: new Map(),
  webhooks: { posts: 0, sent: 0, retried: 0, givenUp: 0 },
})

export const resetStats = (stats: Stats): void => {
  Object.assign(stats, createStats())
}

export const countRejection = (stats: Stats, code: number): void => {
  stats.rejected.set(code, (stats.rejected.get(code) ?? 0) + 1)
}
