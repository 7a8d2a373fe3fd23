import { createHmac } from 'node:crypto'
import { selectInstallation } from '../context.ts'
import type { State } from '../state/state.ts'

/** The business-scoped user id of a number: the same each time, another for each business (Cloud API, business-scoped user ids). */
export const createUserId = (state: State, digits: string): string => {
  const { businessId, appSecret } = selectInstallation(state)
  const hash = createHmac('sha256', appSecret).update(`user ${businessId} ${digits}`).digest()
  const country = digits.startsWith('90') ? 'TR' : 'US'
  return `${country}.${hash.readBigUInt64BE(0).toString().padStart(20, '1')}`
}
