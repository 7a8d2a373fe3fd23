/** What is to happen later: one queue sorted by time and one timer, however many things wait. */
export type Schedule = {
  /** Runs `task` at `atMs` (Unix milliseconds), or as soon as may be when that is past. */
  at(atMs: number, task: () => void): void
  stop(): void
}

/**
 * Between two firings of the timer there are at least these milliseconds, so that under load the tasks come
 * in groups (and their webhooks in batches): at 3,000 statuses a second about 30 in each.
 */
const minimumPauseMs = 10
const longestTimerMs = 60_000

type Entry = { atMs: number; order: number; task: () => void }

const isBefore = (a: Entry, b: Entry): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/** A schedule by the clock `now` (Unix milliseconds). Tasks of the same time run in the order they were given. */
export const createSchedule = (now: () => number): Schedule => {
  const heap: Entry[] = []
  let order = 0
  let timer: NodeJS.Timeout | undefined
  let timerAtMs = Number.POSITIVE_INFINITY
  let lastFiredAtMs = 0
  let isStopped = false

  const push = (entry: Entry): void => {
    let index = heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!isBefore(entry, heap[parent]!)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = entry
  }

  const pop = (): Entry => {
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) {
      let index = 0
      for (;;) {
        let child = 2 * index + 1
        if (child >= heap.length) break
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
        if (!isBefore(heap[child]!, last)) break
        heap[index] = heap[child]!
        index = child
      }
      heap[index] = last
    }
    return first
  }

  const fire = (): void => {
    timer = undefined
    timerAtMs = Number.POSITIVE_INFINITY
    const until = now()
    lastFiredAtMs = until
    while (heap.length > 0 && heap[0]!.atMs <= until) pop().task()
    arm()
  }

  const arm = (): void => {
    if (isStopped || heap.length === 0) return
    const wantedAtMs = Math.max(heap[0]!.atMs, lastFiredAtMs + minimumPauseMs)
    if (wantedAtMs >= timerAtMs) return
    clearTimeout(timer)
    timerAtMs = wantedAtMs
    timer = setTimeout(fire, Math.min(Math.max(wantedAtMs - now(), 0), longestTimerMs))
  }

  return {
    at(atMs, task) {
      push({ atMs, order: order++, task })
      arm()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      heap.length = 0
    },
  }
}
