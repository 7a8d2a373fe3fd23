import { isOpen } from './hours.ts'
import { type AutoReplies, KINDS, type Kind } from './settings.ts'

/** A customer's message, with what stands around it. */
export type Occasion = {
  at: Date
  /** There is no message before it in its conversation. */
  isFirst: boolean
  hasAssignee: boolean
  isAssigneeOnline: boolean
  /** Somebody is who may see the number. */
  isAnybodyOnline: boolean
}

/**
 * What is to be answered by itself, in the order in which it is sent. At most one of a kind in 24 hours: `sent` has
 * those kinds of which the chat got one, so that two programs which answer each other come to rest after one of each.
 */
export const listDue = (settings: AutoReplies, occasion: Occasion, sent: ReadonlySet<Kind>): Kind[] => {
  const closed = !isOpen(settings, occasion.at)
  const isDue: Record<Kind, boolean> = {
    welcome: occasion.isFirst,
    out_of_hours: closed && !occasion.isAssigneeOnline,
    nobody_online: !closed && !occasion.hasAssignee && !occasion.isAnybodyOnline,
  }
  return KINDS.filter((kind) => settings.replies[kind].enabled && isDue[kind] && !sent.has(kind))
}
