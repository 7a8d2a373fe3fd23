import { commit, type Sandbox } from '../context.ts'
import { accountLane } from './outbox.ts'

/** A webhook that concerns the account: template life cycle, quality, capability (Cloud API, other fields). */
export const tellAccount = (sandbox: Sandbox, field: string, value: Record<string, unknown>): void => {
  const at = sandbox.now()
  const event = { n: sandbox.state.nextEventN, at, field, value }
  commit(sandbox, { t: 'event', event })
  sandbox.outbox.add(accountLane, { kind: 'event', event, at })
}
