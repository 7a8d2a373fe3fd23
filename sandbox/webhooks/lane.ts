import type { Outcome } from './post-webhook.ts'
import { giveUpAfterMs, probePauseMs, retryPauseMs } from './retry.ts'
import type { Update } from './update.ts'

/** At most so many updates in one POST (Cloud API, webhooks: batching). */
const maxBatch = 1000
const maxInFlight = 8
/** A further POST goes out beside a slow one only when updates have waited so long. */
const patienceMs = 250
/** What is kept of statuses while nobody is subscribed. */
const maxWaitingUnsubscribed = 100_000

export type LaneParts = {
  now(): number
  later(atMs: number, task: () => void): void
  hasDestination(): boolean
  post(updates: Update[]): Promise<Outcome>
  /** The receiver has these, or never will: they need not be told again. */
  settle(updates: Update[], how: 'taken' | 'given-up'): void
  retried(): void
}

/** The updates of one source (a number, or the account) on their way to its receiver. */
export type Lane = { add(update: Update): void; wake(): void; waiting(): number }

/**
 * One POST at a time in the order of the updates, as many updates in each as have gathered meanwhile; several
 * at once only beside a slow receiver. A refused POST is retried by itself with falling frequency. While
 * nobody listens at all, everything waits for one probe.
 */
export const createLane = (parts: LaneParts): Lane => {
  let queue: Update[] = []
  let head = 0
  let inFlight = 0
  let lastStartedAt = 0
  let pausedUntil = 0
  let probes = 0
  let retrying = 0
  let isPumpPlanned = false

  const size = (): number => queue.length - head

  const take = (): Update[] => {
    const batch = queue.slice(head, head + maxBatch)
    head += batch.length
    if (head === queue.length || head > 100_000) {
      queue = queue.slice(head)
      head = 0
    }
    const expiredBefore = parts.now() - giveUpAfterMs
    if (batch[0] && batch[0].at >= expiredBefore) return batch
    const expired = batch.filter(({ at }) => at < expiredBefore)
    if (expired.length > 0) parts.settle(expired, 'given-up')
    return batch.filter(({ at }) => at >= expiredBefore)
  }

  const putBack = (batch: Update[]): void => {
    queue = [...batch, ...queue.slice(head)]
    head = 0
  }

  const mayStart = (now: number): boolean =>
    inFlight === 0 || (inFlight < maxInFlight && (size() >= maxBatch || now - lastStartedAt >= patienceMs))

  /** One planned look is enough: each look plans the next. */
  const pumpLater = (atMs: number): void => {
    if (isPumpPlanned) return
    isPumpPlanned = true
    parts.later(atMs, () => {
      isPumpPlanned = false
      pump()
    })
  }

  const pump = (): void => {
    while (size() > 0 && parts.hasDestination()) {
      const now = parts.now()
      if (now < pausedUntil) {
        pumpLater(pausedUntil)
        return
      }
      if (!mayStart(now)) {
        if (inFlight < maxInFlight) pumpLater(lastStartedAt + patienceMs)
        return
      }
      lastStartedAt = now
      const batch = take()
      if (batch.length > 0) void send(batch, 0)
    }
  }

  const send = async (batch: Update[], attempt: number): Promise<void> => {
    inFlight++
    const outcome = await parts.post(batch)
    inFlight--
    if (outcome === 'unreachable') {
      putBack(batch)
      probes++
      pausedUntil = parts.now() + probePauseMs(probes)
      pumpLater(pausedUntil)
      return
    }
    probes = 0
    if (outcome === 'taken') parts.settle(batch, 'taken')
    else retryLater(batch, attempt + 1)
    pump()
  }

  const retryLater = (batch: Update[], attempt: number): void => {
    const oldest = batch[0]!.at
    if (parts.now() - oldest > giveUpAfterMs) {
      parts.settle(batch, 'given-up')
      return
    }
    retrying += batch.length
    parts.later(parts.now() + retryPauseMs(attempt), () => {
      retrying -= batch.length
      parts.retried()
      if (parts.now() < pausedUntil || !parts.hasDestination()) putBack(batch)
      else void send(batch, attempt)
    })
  }

  return {
    add(update) {
      if (update.kind === 'status' && size() >= maxWaitingUnsubscribed && !parts.hasDestination()) {
        return parts.settle([update], 'given-up')
      }
      queue.push(update)
      pump()
    },
    wake() {
      pausedUntil = 0
      probes = 0
      pump()
    },
    waiting: () => size() + inFlight + retrying,
  }
}
