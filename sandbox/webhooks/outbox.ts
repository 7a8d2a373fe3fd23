import { type Sandbox, selectInstallation } from '../context.ts'
import type { Callback } from '../state/state.ts'
import { createCallbackAgent } from './callback-agent.ts'
import { encodeEnvelope, nameLane } from './envelope.ts'
import { encodeMetaJson } from './escape.ts'
import { createLane, type Lane } from './lane.ts'
import { type Outcome, postWebhook } from './post-webhook.ts'
import { settleUpdates } from './settle.ts'
import type { Update } from './update.ts'

/** The lane of what concerns the account rather than a number. */
export const accountLane = 'account'

/** Cloud API, webhooks: a body of at most 3 MB. */
const maxBodyBytes = 3_000_000
const answerTimeoutMs = 20_000

/** What is to be told to receivers, and the telling of it. */
export type Outbox = {
  /** `laneId`: a phone number's id, or `accountLane`. */
  add(laneId: string, update: Update): void
  /** Somebody has subscribed or changed the address: what waits is tried now. */
  wake(): void
  /** Updates not yet taken: those due, not those of the future. */
  waiting(): number
  stop(): Promise<void>
}

type Parts = Pick<Sandbox, 'state' | 'journal' | 'schedule' | 'stats' | 'feed' | 'now' | 'log'>

/** A number's own callback goes before the account's (Cloud API, callback precedence). */
const findCallback = ({ state }: Parts, laneId: string): Callback | undefined =>
  state.numbers.get(laneId)?.callback ??
  (state.subscription.isActive ? state.subscription.callback : undefined)

export const createOutbox = (parts: Parts): Outbox => {
  const { state, schedule, stats, now, log } = parts
  const agent = createCallbackAgent(answerTimeoutMs)
  const stopping = new AbortController()
  const lanes = new Map<string, Lane>()
  const complaints = new Map<string, Outcome>()

  /** One line when the receiver's behaviour changes, not one for each POST. */
  const complain = (laneId: string, url: string, outcome: Outcome): void => {
    const before = complaints.get(laneId) ?? 'taken'
    complaints.set(laneId, outcome)
    if (before === outcome) return
    const name = nameLane(state.numbers.get(laneId))
    if (outcome === 'taken') log(`The receiver of ${name} takes webhooks again.`)
    else
      log(
        `The receiver of ${name} (${url}) ${outcome === 'refused' ? 'did not answer 200' : 'is not reachable'}; webhooks are kept and retried.`,
      )
  }

  const post = async (laneId: string, updates: Update[]): Promise<Outcome> => {
    const callback = findCallback(parts, laneId)
    if (!callback) return 'unreachable'
    const json = encodeMetaJson(encodeEnvelope(state, state.numbers.get(laneId), updates))
    if (json.length > maxBodyBytes && updates.length > 1) {
      const middle = updates.length >> 1
      const first = await post(laneId, updates.slice(0, middle))
      return first === 'taken' ? post(laneId, updates.slice(middle)) : first
    }
    const outcome = await postWebhook(
      agent,
      callback.url,
      selectInstallation(state).appSecret,
      json,
      stopping.signal,
    )
    stats.webhooks.posts++
    if (!stopping.signal.aborted) complain(laneId, callback.url, outcome)
    return outcome
  }

  const laneOf = (laneId: string): Lane => {
    const known = lanes.get(laneId)
    if (known) return known
    const lane = createLane({
      now,
      later: (atMs, task) => schedule.at(atMs, task),
      hasDestination: () => !stopping.signal.aborted && findCallback(parts, laneId) !== undefined,
      post: (updates) => post(laneId, updates),
      settle: (updates, how) => {
        settleUpdates(parts, updates)
        if (how === 'taken') stats.webhooks.sent += updates.length
        else stats.webhooks.givenUp += updates.length
      },
      retried: () => {
        stats.webhooks.retried++
      },
    })
    lanes.set(laneId, lane)
    return lane
  }

  return {
    add: (laneId, update) => laneOf(laneId).add(update),
    wake() {
      for (const lane of lanes.values()) lane.wake()
    },
    waiting: () => [...lanes.values()].reduce((sum, lane) => sum + lane.waiting(), 0),
    async stop() {
      stopping.abort()
      await agent.destroy()
    },
  }
}
