/** Gathers what comes in while a flush is under way and hands it over together: group commit. */
export type Batcher<Item, Result> = {
  /** Resolves with this item's own result, after the flush that carried it has been committed. */
  add(item: Item): Promise<Result>
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>
}

type Options<Item> = {
  /** Flushes under way at once; two let the database work while the next batch gathers. */
  concurrency: number
  /** Items per flush, counted by `weigh` (1 each by default). */
  maxWeight: number
  weigh?: (item: Item) => number
  /** A flush of fewer than `count` items waits so long for more. None: it goes at once. */
  linger?: { count: number; ms: number }
}

/**
 * `flush` takes the gathered items and answers one result per item, in order. When it throws, every item of
 * that flush is rejected with the error. A result may itself be an Error: then only that item is rejected.
 */
export const createBatcher = <Item, Result>(
  flush: (items: Item[]) => Promise<(Result | Error)[]>,
  { concurrency, maxWeight, weigh = () => 1, linger }: Options<Item>,
): Batcher<Item, Result> => {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let running = 0
  let isScheduled = false
  let timer: NodeJS.Timeout | undefined
  let idlers: (() => void)[] = []

  const take = (): Waiting[] => {
    let weight = 0
    let count = 0
    while (count < waiting.length && (count === 0 || weight < maxWeight)) {
      weight += weigh(waiting[count]!.item)
      count += 1
    }
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return batch
  }

  const run = async (batch: Waiting[]): Promise<void> => {
    try {
      const results = await flush(batch.map(({ item }) => item))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index]
        if (result instanceof Error) reject(result)
        else resolve(result as Result)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const pump = (): void => {
    isScheduled = false
    timer = undefined
    while (waiting.length > 0 && running < concurrency) {
      running += 1
      void run(take()).then(() => {
        running -= 1
        if (waiting.length > 0) schedule()
        else if (running === 0) for (const resolve of idlers.splice(0)) resolve()
      })
    }
  }

  // One turn of the event loop later, so that all requests read in this turn share the flush.
  const schedule = (): void => {
    const isEnough = linger === undefined || waiting.length >= linger.count
    if (isScheduled) {
      if (!isEnough || timer === undefined) return
      clearTimeout(timer)
    }
    isScheduled = true
    timer = isEnough ? undefined : setTimeout(pump, linger.ms)
    if (timer === undefined) setImmediate(pump)
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        schedule()
      }),
    idle: () =>
      waiting.length === 0 && running === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idlers = [...idlers, resolve]
          }),
  }
}
