import type { Template, Translation } from '../inbox/queries.ts'

/** The words of `status_value` (src/templates/status.ts), with the colour that stands beside them. */
const STATUSES = {
  1: { name: 'inReview', color: 'blue' },
  2: { name: 'active', color: 'green' },
  3: { name: 'rejected', color: 'red' },
  4: { name: 'paused', color: 'orange' },
  5: { name: 'disabled', color: 'gray' },
  6: { name: 'draft', color: 'gray' },
} as const

type Status = (typeof STATUSES)[keyof typeof STATUSES]

export const statusOf = ({ status_value }: Pick<Translation, 'status_value'>): Status =>
  STATUSES[status_value as keyof typeof STATUSES] ?? STATUSES[5]

const QUALITIES = ['high', 'medium', 'low'] as const
export type Quality = (typeof QUALITIES)[number] | 'unavailable'

export const qualityOf = ({ quality }: Pick<Translation, 'quality'>): Quality =>
  QUALITIES.find((one) => quality.endsWith(`-${one}`)) ?? 'unavailable'

export const CATEGORIES = ['marketing', 'utility', 'authentication'] as const
export type Category = (typeof CATEGORIES)[number]

/** By `category.value`: 1, 2, 3. */
export const categoryOf = ({ category }: Pick<Template, 'category'>): Category =>
  CATEGORIES[category.value - 1] ?? 'utility'

/** When the list was last taken over from WhatsApp. */
export const lastSync = (templates: Template[]): string | undefined =>
  templates
    .flatMap(({ translations }) => translations.flatMap(({ synced_at }) => synced_at ?? []))
    .sort()
    .at(-1)
