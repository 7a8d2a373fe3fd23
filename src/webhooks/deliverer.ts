import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'
import { createWakeUp } from '../wake-up.ts'
import { postTo, settlementOf } from './attempt.ts'
import { type Claim, claimDeliveries, listDueEndpoints } from './claim.ts'
import { createPlaces } from './places.ts'
import type { Poster, PostResult } from './post.ts'
import { listDeadClaimants, releaseClaims } from './release.ts'
import type { EndpointNotice, Settlement } from './settle.ts'
import { createSettler } from './settler.ts'

export type DelivererOptions = {
  database: Database
  secrets: SecretBox
  poster: Poster
  processNumber: number
  log: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  /** The clock by which deliveries are due, Unix ms. */
  now: () => number
  random?: () => number
  /** Told of each attempt, for the metrics. */
  onAttempt?: ((outcome: Settlement['status']) => void) | undefined
  /** Told when events were appended to the log. */
  onAppended?: (() => void) | undefined
  /** Requests open at once, and their answers that are not written down. */
  maxInFlight?: number
  /** How often to look for what became due, and for claims of processes that died. */
  pollMs?: number
}

/** Takes deliveries to their receivers: claim, commit, post, settle. */
export type Deliverer = {
  /** There is something new for these endpoints. */
  wake(endpointIds: Iterable<number>): void
  /** The clock has moved, or something was made due: looks at all of them. */
  lookAgain(): void
  /** Claims nothing more; what does not end within a moment is broken off and given free. */
  stop(): Promise<void>
}

const STOP_PATIENCE_MS = 2_000

/** A statement whose connection broke may be committed a moment later. */
const DOUBT_MS = 10_000

/** Places become free one by one; claiming for each would make a hundred small queries of one. */
const CLAIM_EVERY_MS = 5

/** Claims of the dead are looked for at each of so many polls, and given free when found twice. */
const POLLS_PER_LOOK = 4

export const startDeliverer = (options: DelivererOptions): Deliverer => {
  const { database, processNumber, log, now, onAttempt, onAppended } = options
  const { random = Math.random, maxInFlight = 1_000, pollMs = 500 } = options
  const ready = new Set<number>()
  const places = createPlaces()
  /** By the deliveries' ids. */
  const inFlight = new Map<string, Promise<void>>()
  const wakeUp = createWakeUp()
  const breakingOff = new AbortController()
  let isStopping = false
  let isInDoubtUntil = 0
  let polledAt = Number.NEGATIVE_INFINITY
  let claimedAt = 0

  const settler = createSettler({
    database,
    processNumber,
    log,
    isStopping: () => isStopping,
    onNotices: (notices) => {
      for (const notice of notices) logNotice(log, notice)
      onAppended?.()
    },
  })

  /** A place is free. */
  const goOn = (): void => {
    if (ready.size > 0) wakeUp.ring()
  }

  const deliver = async (claim: Claim): Promise<void> => {
    const at = new Date(now())
    const result = await post(claim, at)
    places.giveBack(claim.endpoint_id, result?.error === undefined)
    goOn()
    if (!result) return
    const settlement = settlementOf(claim, at, result, now(), random())
    onAttempt?.(settlement.status)
    await settler.add(settlement)
  }

  const post = async (claim: Claim, at: Date): Promise<PostResult | undefined> => {
    try {
      return await postTo(options, claim, claim.webhook_message_id, claim.body, at, breakingOff.signal)
    } catch (error) {
      log.error({ err: error, webhook_id: claim.endpoint_id }, 'A delivery could not be made')
      return { durationMs: 0, error: 'This server could not make the request; its log says why.' }
    }
  }

  const track = (claim: Claim): void => {
    places.take(claim.endpoint_id)
    const work = deliver(claim).finally(() => {
      inFlight.delete(claim.id)
      goOn()
    })
    inFlight.set(claim.id, work)
  }

  /** The free places of the endpoints that have something due, shared out while all are few. */
  const listPlaces = (): Map<number, number> => {
    const wanted = new Map<number, number>()
    let free = maxInFlight - inFlight.size
    const open = [...ready].filter((id) => places.countFree(id) > 0)
    for (const [index, id] of open.entries()) {
      const count = Math.min(places.countFree(id), Math.ceil(free / (open.length - index)))
      if (count > 0) wanted.set(id, count)
      free -= count
    }
    return wanted
  }

  /** Claims for all that are ready. Answers how long to wait at most before the next round. */
  const claimRound = async (): Promise<number> => {
    const sinceClaimMs = performance.now() - claimedAt
    if (sinceClaimMs < CLAIM_EVERY_MS) return CLAIM_EVERY_MS - sinceClaimMs
    const wanted = listPlaces()
    if (wanted.size === 0) return pollMs
    claimedAt = performance.now()
    for (const id of wanted.keys()) ready.delete(id)
    const claims = await claimDeliveries(database, processNumber, wanted, new Date(now()))
    for (const claim of claims) track(claim)
    // Who filled all its places may have more.
    for (const [id, all] of Map.groupBy(claims, ({ endpoint_id }) => endpoint_id))
      if (all.length === wanted.get(id)) ready.add(id)
    return ready.size > 0 ? CLAIM_EVERY_MS : pollMs
  }

  const poll = async (): Promise<void> => {
    polledAt = performance.now()
    if (polledAt < isInDoubtUntil) await releaseClaims(database, processNumber, [...inFlight.keys()])
    await releaseTheDead()
    for (const id of await listDueEndpoints(database, new Date(now()))) ready.add(id)
  }

  let polls = 0
  let dead: number[] = []
  /** A living process may lose its lock for the moment of a new connection: it is believed dead at the second look. */
  const releaseTheDead = async (): Promise<void> => {
    if (polls++ % POLLS_PER_LOOK !== 0) return
    const found = await listDeadClaimants(database, processNumber)
    for (const one of found.filter((number) => dead.includes(number))) {
      const count = await releaseClaims(database, one)
      log.warn({ count }, 'Deliveries of a process that died are made again')
    }
    dead = found
  }

  const run = async (): Promise<void> => {
    while (!isStopping) {
      wakeUp.clear()
      try {
        if (performance.now() - polledAt >= pollMs) await poll()
        await wakeUp.wait(await claimRound())
      } catch (error) {
        log.error({ err: error }, 'Could not claim deliveries; trying again')
        // A claim may have been committed all the same.
        isInDoubtUntil = performance.now() + DOUBT_MS
        await wakeUp.wait(1_000)
      }
    }
  }

  const running = run()
  return {
    wake: (endpointIds) => {
      for (const id of endpointIds) ready.add(id)
      wakeUp.ring()
    },
    lookAgain: () => {
      polledAt = Number.NEGATIVE_INFINITY
      wakeUp.ring()
    },
    stop: async () => {
      isStopping = true
      wakeUp.ring()
      await running
      const overdue = setTimeout(() => breakingOff.abort(), STOP_PATIENCE_MS)
      await Promise.all(inFlight.values())
      clearTimeout(overdue)
      // Those broken off; when the database is away, other processes find that this one has gone.
      await releaseClaims(database, processNumber).catch((error) =>
        log.error({ err: error }, 'Could not give deliveries free'),
      )
    },
  }
}

const logNotice = (log: DelivererOptions['log'], notice: EndpointNotice): void => {
  const { endpointId, integrationId, status, reason } = notice
  const fields = { webhook_id: endpointId, integration_id: integrationId, reason }
  if (status === 'disabled') log.error(fields, 'A webhook was switched off')
  else if (status === 'failing') log.warn(fields, 'A webhook fails, and will be switched off')
  else log.info(fields, 'A webhook works again')
}
