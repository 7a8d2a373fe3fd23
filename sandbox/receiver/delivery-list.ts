import type { ShownDelivery } from '../phone/shapes.ts'

const kept = 200

/** What the shop's receiver got lately. It lives in memory. */
export type DeliveryList = {
  add(delivery: Omit<ShownDelivery, 'n'>): ShownDelivery
  /** Newest first. */
  list(): ShownDelivery[]
  clear(): void
}

export const createDeliveryList = (): DeliveryList => {
  let deliveries: ShownDelivery[] = []
  let n = 0
  return {
    add(delivery) {
      const numbered = { n: ++n, ...delivery }
      deliveries = [numbered, ...deliveries.slice(0, kept - 1)]
      return numbered
    },
    list: () => deliveries,
    clear() {
      deliveries = []
    },
  }
}
