import type { Settings } from '../settings.ts'
import type { Customer, StatusPlan } from '../state/state.ts'

/** The statuses by their place in a plan. */
export const statusNames = ['sent', 'delivered', 'read', 'failed'] as const

const never = -1

/**
 * When a message's statuses come. A reaction is only ever sent; a failed message has no other status. To
 * somebody with receipts of his or her own, it becomes read on the phone or not at all.
 */
export const createPlan = (
  { statuses }: Settings,
  type: string,
  isFailing: boolean,
  receipts?: Customer['receipts'],
): StatusPlan => {
  if (isFailing) return [never, never, never, statuses.sent_ms]
  if (type === 'reaction') return [statuses.sent_ms, never, never, never]
  const isReadAlone = statuses.auto_read && receipts === undefined
  return [statuses.sent_ms, statuses.delivered_ms, isReadAlone ? statuses.read_ms : never, never]
}

/** The same times in another order than that of the statuses (fault `shuffle_webhooks`); never in the right one. */
export const shufflePlan = (plan: StatusPlan): StatusPlan => {
  const places = plan.flatMap((ms, place) => (ms === never ? [] : [place]))
  if (places.length < 2) return plan
  // A rotation by less than the whole moves every status, so that no draw gives the right order.
  const shift = 1 + Math.floor(Math.random() * (places.length - 1))
  const times = places.map((place) => plan[place]!).sort((a, b) => a - b)
  // Equal times would be told in the order of the statuses again.
  const apart = times.map((ms, index) => ms + index * 20)
  const shuffled: [number, number, number, number] = [...plan]
  for (const [index, place] of places.entries()) shuffled[place] = apart[(index + shift) % places.length]!
  return shuffled
}
