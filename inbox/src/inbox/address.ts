import { PRIORITIES, type Priority } from '../api/types.ts'

/** The four lists of the inbox. */
export const VIEWS = ['mine', 'unassigned', 'all', 'archived'] as const
export type View = (typeof VIEWS)[number]

export const readView = (text: string): View => VIEWS.find((view) => view === text) ?? 'all'

/** What narrows a list down, as the address has it: a filtered list can be sent to somebody. */
export type Filter = {
  q?: string
  number?: number
  tag?: number
  agent?: number
  priority?: Priority
  reason?: number
  closed_by?: number
  unread?: boolean
  from?: string
  to?: string
}

/** `message`: the one to scroll to in the open chat. */
export type InboxSearch = Filter & { message?: string }

/** Names every field: one that is left out would stay as it came. */
export const readInboxSearch = (search: Record<string, unknown>): InboxSearch => ({
  q: readText(search['q']),
  number: readId(search['number']),
  tag: readId(search['tag']),
  agent: readId(search['agent']),
  reason: readId(search['reason']),
  closed_by: readId(search['closed_by']),
  priority: PRIORITIES.find((priority) => priority === search['priority']),
  unread: search['unread'] === true ? true : undefined,
  from: readText(search['from']),
  to: readText(search['to']),
  message: readText(search['message']),
})

/** Addresses write a text of digits as a number. */
export const readText = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined

export const readId = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined

/** How many of them narrow the list down, besides what is searched for. */
export const countFilters = ({ q: _q, message: _message, ...filter }: InboxSearch): number =>
  Object.values(filter).filter((value) => value !== undefined).length
