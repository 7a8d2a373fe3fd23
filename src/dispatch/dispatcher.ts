import type { Database } from '../database/database.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { createWakeUp } from '../wake-up.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { buildMessageBody, type OutgoingMessage } from '../whatsapp/messages.ts'
import type { SendOutcome } from '../whatsapp/send-message.ts'
import { attachMedia } from './attach-media.ts'
import { type Claim, claimMessages, listReadyIntegrations } from './claim.ts'
import { type Decision, decide } from './decide.ts'
import { releaseLostClaims } from './lost-claims.ts'
import { throttleNumbers } from './number-pace.ts'
import { createSettler } from './settler.ts'
import { stopTemplate, suspendIntegration } from './stop.ts'

type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type DispatcherOptions = {
  database: Database
  directory: IntegrationDirectory
  graphOf: (integration: Integration) => GraphClient
  processNumber: number
  log: Log
  /** Told of each outcome, for the metrics. */
  onOutcome?: (end: Decision['end']['end']) => void
  /** Told when events were appended to the log. */
  onAppended?: () => void
  /** Requests under way at once; what a crash may leave *unknown*. */
  maxInFlight?: number
  /** How often to look for work that nobody told of. */
  pollMs?: number
  random?: () => number
}

/** Takes messages from the queue to WhatsApp: claim, commit, call, settle. */
export type Dispatcher = {
  /** There is something new for these numbers. */
  wake(integrationIds: Iterable<number>): void
  /** There may be something new for any of them. */
  lookAgain(): void
  /**
   * Claims nothing more and waits until what is under way is settled. Requests that take too long are broken
   * off by `breakOff`, and then settled as what that makes of them.
   */
  stop(breakOff: () => Promise<void>): Promise<void>
}

/** A stop has thirty seconds for all its parts (promise 19). */
const STOP_PATIENCE_MS = 12_000

/** A statement whose connection broke may be committed a moment later. */
const DOUBT_MS = 10_000

/**
 * Places become free one by one; claiming for each would make a hundred small queries of one. While less than
 * half of them are free, claims are so far apart.
 */
const CLAIM_EVERY_MS = 5

export const startDispatcher = (options: DispatcherOptions): Dispatcher => {
  const { database, directory, graphOf, processNumber, log, onOutcome, onAppended } = options
  const { maxInFlight = 128, pollMs = 500, random = Math.random } = options
  const ready = new Set<number>()
  /** Numbers that their limits hold, until when (by the process's clock); others may have let them go by then. */
  const heldUntil = new Map<number, number>()
  /** By their numbers in the queue. */
  const inFlight = new Map<string, Promise<void>>()
  /** Until then, claims may turn up whose answers were lost. */
  let isInDoubtUntil = 0
  const stopping = new AbortController()
  const wakeUp = createWakeUp()

  /** Numbers of which something was just accepted: bulk sends gather half a burst for a claim, that does not wait. */
  const urgent = new Set<number>()

  const goOn = (integrationIds: Iterable<number>): void => {
    for (const id of integrationIds) ready.add(id)
    wakeUp.ring()
  }

  const wake = (integrationIds: Iterable<number>): void => {
    const ids = [...integrationIds]
    for (const id of ids) {
      urgent.add(id)
      heldUntil.delete(id)
    }
    goOn(ids)
  }

  const settler = createSettler({
    database,
    log,
    onSettled: (integrationIds) => {
      goOn(integrationIds)
      onAppended?.()
    },
  })

  const send = async (claim: Claim, integration: Integration): Promise<void> => {
    const outcome = await call(claim, integration)
    const decision = decide(outcome, claim.attempts, random())
    const { integrationId, priority, number, id, attempts } = claim
    const { end } = decision
    onOutcome?.(end.end)
    if (decision.stop) await stop(decision.stop, claim, integration)
    if (decision.slowDown) await slowDown(decision.slowDown, integration)
    const place = { integrationId, priority, number, id, attempts }
    await settler.add(
      end.end === 'retry'
        ? { ...place, end: 'retry', error: end.error, notBefore: new Date(Date.now() + end.afterMs) }
        : { ...place, ...end },
    )
  }

  const call = async (claim: Claim, integration: Integration): Promise<SendOutcome> => {
    const { accessToken, phoneNumberId } = integration
    let body: string
    try {
      body = requestBody(claim)
    } catch (error) {
      return { kind: 'not_sent', reason: 'invalid_request', detail: (error as Error).message }
    }
    return graphOf(integration).sendMessage({ phoneNumberId, accessToken, body })
  }

  const stop = async (
    { what, error }: NonNullable<Decision['stop']>,
    claim: Claim,
    integration: Integration,
  ) => {
    try {
      if (what === 'number') {
        const isNew = await suspendIntegration(database, integration.id, error)
        directory.forget()
        if (isNew) log.error({ integration_id: integration.id, error }, 'WhatsApp stopped a number')
      } else if (claim.templateId !== null) {
        const language = (JSON.parse(claim.content) as { language?: { code?: string } }).language?.code ?? ''
        const isNew = await stopTemplate(database, integration.id, claim.templateId, language, error)
        if (isNew) log.warn({ template_id: claim.templateId, language, error }, 'WhatsApp stopped a template')
      }
    } catch (failure) {
      log.error(
        { err: failure, integration_id: integration.id },
        'Could not note that WhatsApp stopped something',
      )
    }
  }

  const slowDown = async (
    { scope, pauseMs }: NonNullable<Decision['slowDown']>,
    integration: Integration,
  ) => {
    const all = await directory.list().catch(() => [integration])
    const concerned = all.filter(
      ({ id, wabaId, isSandbox }) =>
        id === integration.id ||
        (scope === 'waba' && wabaId === integration.wabaId) ||
        (scope === 'app' && isSandbox === integration.isSandbox),
    )
    try {
      const slowed = await throttleNumbers(database, concerned, pauseMs)
      if (slowed.length > 0)
        log.warn({ integration_ids: slowed, scope, pause_ms: pauseMs }, 'WhatsApp slows numbers down')
    } catch (failure) {
      log.error({ err: failure, integration_id: integration.id }, 'Could not slow a number down')
    }
  }

  /** One round over the numbers that have work. Answers how long to wait at most before the next. */
  let claimedAt = 0
  const claimRound = async (): Promise<number> => {
    const sinceClaimMs = performance.now() - claimedAt
    if (maxInFlight - inFlight.size < maxInFlight / 2 && sinceClaimMs < CLAIM_EVERY_MS)
      return CLAIM_EVERY_MS - sinceClaimMs
    let waitMs = pollMs
    const ids = [...ready]
    for (const [index, id] of ids.entries()) {
      const free = maxInFlight - inFlight.size
      if (free <= 0) break
      const integration = await directory.find(id)
      if (integration?.status !== 'activated') {
        ready.delete(id)
        continue
      }
      const heldMs = (heldUntil.get(id) ?? 0) - performance.now()
      if (heldMs > 0) {
        waitMs = Math.min(waitMs, heldMs)
        continue
      }
      ready.delete(id)
      claimedAt = performance.now()
      const limit = Math.ceil(free / (ids.length - index))
      const isUrgent = urgent.delete(id)
      const claimed = await claimMessages(database, { integration, processNumber, limit, isUrgent })
      if (isUrgent && claimed.claims.length === 0 && claimed.hasMore) urgent.add(id)
      if (claimed.hasMore) {
        ready.add(id)
        waitMs = Math.min(waitMs, claimed.waitMs)
        heldUntil.set(id, performance.now() + Math.min(claimed.waitMs, pollMs))
      }
      const { claims } = claimed
      for (const one of await attachMedia(database, claims)) track(one.number, send(one, integration))
    }
    return inFlight.size >= maxInFlight ? pollMs : waitMs
  }

  const track = (number: string, work: Promise<void>): void => {
    const tracked = work
      .catch((error) => log.error({ err: error }, 'A send broke off; the next start tells it as unknown'))
      .finally(() => {
        inFlight.delete(number)
        if (ready.size > 0) wakeUp.ring()
      })
    inFlight.set(number, tracked)
  }

  let polledAt = 0
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      wakeUp.clear()
      try {
        if (Date.now() - polledAt >= pollMs) {
          polledAt = Date.now()
          if (polledAt < isInDoubtUntil)
            await releaseLostClaims(database, processNumber, [...inFlight.keys()])
          for (const id of await listReadyIntegrations(database)) ready.add(id)
        }
        await wakeUp.wait(await claimRound())
      } catch (error) {
        log.error({ err: error }, 'Could not claim messages; trying again')
        // A claim may have been committed all the same.
        isInDoubtUntil = Date.now() + DOUBT_MS
        await wakeUp.wait(1_000)
      }
    }
  }

  const running = run()
  return {
    wake,
    lookAgain: () => {
      polledAt = 0
      wakeUp.ring()
    },
    stop: async (breakOff) => {
      stopping.abort()
      wakeUp.ring()
      await running
      const overdue = setTimeout(() => void breakOff(), STOP_PATIENCE_MS)
      await Promise.all(inFlight.values())
      clearTimeout(overdue)
    },
  }
}

const requestBody = ({ address, type, content, replyToWamid, id }: Claim): string =>
  buildMessageBody({
    to: address,
    type,
    content: JSON.parse(content),
    replyToWamid: replyToWamid ?? undefined,
    opaqueCallbackData: id,
  } as OutgoingMessage)
