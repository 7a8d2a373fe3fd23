import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'
import type { EventTail } from '../events/tail.ts'
import { createAddressGuard } from './address-guard.ts'
import { type DelivererOptions, startDeliverer } from './deliverer.ts'
import type { WebhookDependencies } from './endpoint-item.ts'
import { startPlanner } from './planner.ts'
import { createPoster } from './post.ts'

type Options = {
  database: Database
  secrets: SecretBox
  tail: EventTail
  processNumber: number
  log: DelivererOptions['log']
  /** Networks and host names besides the public ones, and origins of the program's own. */
  allow: string[]
  allowedOrigins: string[]
  publicUrl: string | undefined
  onAttempt: DelivererOptions['onAttempt']
  onAppended: () => void
  /** The clock of all that is due, Unix ms. */
  now?: (() => number) | undefined
}

/** Plans and delivers from now on. The answer is what the routes work with. */
export const startWebhooks = (options: Options): WebhookDependencies & { stop(): Promise<void> } => {
  const { database, secrets, tail, log, now = Date.now, onAppended, publicUrl } = options
  const guard = createAddressGuard(options)
  const poster = createPoster({ guard })
  const deliverer = startDeliverer({ ...options, now, poster })
  const planner = startPlanner({ database, tail, log, now, onPlanned: deliverer.wake })
  return {
    database,
    secrets,
    guard,
    poster,
    now,
    wake: deliverer.wake,
    onAppended,
    publicUrl,
    stop: async () => {
      await planner.stop()
      await deliverer.stop()
      await poster.close()
    },
  }
}
