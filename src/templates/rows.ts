import type { Sample } from './editing/fields.ts'

/** A template as it is stored: what its translations have in common. */
export type TemplateRow = {
  readonly id: number
  readonly name: string
  /** `MARKETING`, `UTILITY` or `AUTHENTICATION`, in Meta's own words. */
  readonly category: string
  /** Another category, not submitted yet. */
  readonly draftCategory: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Changes of a translation that Meta knows, not submitted yet. */
export type DraftText = { readonly components: unknown; readonly parameterFormat: string }

/** One translation as it is stored, in Meta's own words. */
export type TranslationRow = {
  readonly languageCode: string
  /** Null until Meta has seen it. */
  readonly metaId: string | null
  /** Meta's status (`APPROVED`, `PENDING`, …), or `DRAFT` before Meta has seen it. */
  readonly status: string
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN`, or nothing yet. */
  readonly qualityScore: string | null
  /** Meta's `components`, as they came. */
  readonly components: unknown
  readonly parameterFormat: string | null
  readonly rejectedReason: string | null
  /** Meta's words about its present status. */
  readonly statusExplanation: string | null
  readonly statusChangedAt: Date
  readonly draft: DraftText | null
  /** The file that shows a media header to Meta's reviewers, where it came from here. */
  readonly sample: Sample | null
  /** While it is on its way to Meta. */
  readonly submittingSince: Date | null
  /** When Meta's list last had it. */
  readonly syncedAt: Date
  readonly updatedAt: Date
}
