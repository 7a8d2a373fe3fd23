import { Readable } from 'node:stream'
import { createWakeUp } from '../wake-up.ts'
import type { LogEvent } from './event.ts'
import { encodeEvent } from './item.ts'
import type { EventTail } from './tail.ts'

/**
 * What a stream tells beside the log: how things stand and not what has happened. Whoever missed some has missed
 * nothing, so it is made when the consumer takes it, and a slow one has no arrears.
 */
export type Asides = {
  /** Calls `listener` when there is something to take. The answer ends it. */
  subscribe(listener: () => void): () => void
  /** What there is to tell by now, encoded; empty when there is nothing. */
  take(): string
}

export type StreamOptions = {
  tail: EventTail
  /** The id of the last event that the consumer has; what follows is sent, from wherever it lies. */
  after: number
  canSee: (event: LogEvent) => boolean
  asides?: Asides | undefined
  /** Called every few seconds; rejects when the consumer may not listen any more: the stream then ends. */
  check: () => Promise<unknown>
  /** Said first, such as a reset. */
  opening?: string
  /** A silence so long is broken by a comment, since proxies close what seems dead. */
  beatMs?: number
  checkEveryMs?: number
  /** A consumer that takes nothing for so long is closed; it comes back with the last id that it has. */
  slowMs?: number
}

/** Streams that are open, to be ended when the program stops. */
export type EventStreams = {
  open(options: StreamOptions): Readable
  stop(): void
}

const CHECK_EVERY_MS = 5_000
/** Events of one write. */
const BATCH = 200

/**
 * Server-sent events of the log. Back-fill and live are one loop that reads on from where the consumer is: there
 * is no moment at which one ends and the other begins, so nothing can fall between. It reads only as fast as the
 * consumer takes, and so holds one batch of a slow one, never its arrears.
 */
export const createEventStreams = (): EventStreams => {
  const ends = new Set<() => void>()
  return {
    open: (options) => {
      const { stream, end } = openStream(options)
      ends.add(end)
      stream.once('close', () => ends.delete(end))
      return stream
    },
    stop: () => {
      for (const end of ends) end()
    },
  }
}

const NO_ASIDES: Asides = { subscribe: () => () => undefined, take: () => '' }

const openStream = (options: StreamOptions): { stream: Readable; end: () => void } => {
  const { tail, after, canSee, check, opening = '', beatMs = 15_000, slowMs = 30_000 } = options
  const { checkEveryMs = CHECK_EVERY_MS, asides = NO_ASIDES } = options
  const wakeUp = createWakeUp()
  const unsubscribe = tail.subscribe(wakeUp.ring)
  const unsubscribeAsides = asides.subscribe(wakeUp.ring)
  let isEnded = false
  const end = (): void => {
    isEnded = true
    wakeUp.ring()
  }

  const mayListen = (): Promise<boolean> =>
    check().then(
      () => true,
      () => false,
    )

  async function* listen(): AsyncGenerator<string, void, undefined> {
    let position = after
    let checkedAt = Date.now()
    let saidAt = Date.now()
    yield `retry: 1000\n\n${opening}`
    while (!isEnded) {
      wakeUp.clear()
      let aside = asides.take()
      let events = await tail.read(position, BATCH)
      if (events.length === 0 && aside === '') {
        await wakeUp.wait(Math.min(beatMs, checkEveryMs))
        aside = asides.take()
        events = await tail.read(position, BATCH)
      }
      if (Date.now() - checkedAt >= checkEveryMs) {
        if (!(await mayListen())) return
        checkedAt = Date.now()
      }
      const said = events.filter(canSee).map(encodeEvent).join('') + aside
      const isSilent = Date.now() - saidAt >= beatMs
      if (said !== '' || (isSilent && !isEnded)) {
        yield said || ':\n\n'
        saidAt = Date.now()
      }
      position = events.at(-1)?.id ?? position
    }
  }

  /** The consumer asks for the next part when it has taken this one. */
  async function* watchPace(): AsyncGenerator<string, void, undefined> {
    for await (const part of listen()) {
      const overdue = setTimeout(() => stream.destroy(), slowMs)
      yield part
      clearTimeout(overdue)
    }
  }

  const stream = Readable.from(watchPace(), { objectMode: false, highWaterMark: 64 * 1_024 })
  stream.once('close', () => {
    unsubscribe()
    unsubscribeAsides()
    end()
  })
  return { stream, end }
}
