import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'
import type { EventTail } from '../events/tail.ts'
import type { Bell } from '../processes/bell.ts'
import { createAddressGuard } from './address-guard.ts'
import { type DelivererOptions, startDeliverer } from './deliverer.ts'
import type { WebhookDependencies } from './endpoint-item.ts'
import { startPlanner } from './planner.ts'
import { createPoster } from './post.ts'

export type Webhooks = WebhookDependencies & { stop(): Promise<void> }

type Options = {
  database: Database
  secrets: SecretBox
  /** Networks and host names besides the public ones, and origins of the program's own. */
  allow: string[]
  allowedOrigins: string[]
  publicUrl: string | undefined
  /** The clock of all that is due, Unix ms. */
  now: () => number
  wake: (endpointIds: Iterable<number>) => void
  onAppended: () => void
}

/** What the routes and the delivery work with. It makes no request by itself. */
export const createWebhooks = (options: Options): Webhooks => {
  const guard = createAddressGuard(options)
  const poster = createPoster({ guard })
  const { database, secrets, now, wake, onAppended, publicUrl } = options
  return { database, secrets, guard, poster, now, wake, onAppended, publicUrl, stop: poster.close }
}

type DeliveryOptions = {
  webhooks: Webhooks
  tail: EventTail
  processNumber: number
  log: DelivererOptions['log']
  /** Rung for endpoints that have something due. */
  bell: Bell
  onAttempt: DelivererOptions['onAttempt']
}

/** Plans deliveries from the log and makes them, from now on. */
export const startWebhookDelivery = (options: DeliveryOptions): { stop(): Promise<void> } => {
  const { webhooks, tail, log, bell } = options
  const deliverer = startDeliverer({ ...webhooks, ...options })
  const unsubscribe = bell.subscribe((endpointIds) =>
    endpointIds ? deliverer.wake(endpointIds) : deliverer.lookAgain(),
  )
  const planner = startPlanner({ ...webhooks, tail, log, onPlanned: bell.ring })
  return {
    stop: async () => {
      unsubscribe()
      await planner.stop()
      await deliverer.stop()
    },
  }
}
