import { isOpen } from '../../../src/auto-replies/hours.ts'
import type { AutoReplies } from '../api/types.ts'
import type { Kind } from './queries.ts'

export type Now = { isOpen: boolean; kinds: Kind[] }

/**
 * What somebody would be answered who wrote for the first time at a moment, in the order in which it is sent
 * (src/auto-replies/due.ts): their chat is nobody's yet.
 */
export const dueNow = (values: AutoReplies, now: number, isAnybodyOnline: boolean): Now => {
  const { time_zone: timeZone, hours, holidays } = values
  const open = isOpen({ timeZone, hours, holidays }, new Date(now))
  const isDue: Record<Kind, boolean> = {
    welcome: true,
    out_of_hours: !open,
    nobody_online: open && !isAnybodyOnline,
  }
  const kinds = (Object.keys(isDue) as Kind[]).filter((kind) => isDue[kind] && values[kind].enabled)
  return { isOpen: open, kinds }
}
