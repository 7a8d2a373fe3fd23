/** What matters more comes first; stored by their places (Desk360, "Prioritization rules"). */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const

export type PriorityName = (typeof PRIORITIES)[number]
