/** A template as it is stored: what its translations have in common. */
export type TemplateRow = {
  readonly id: number
  readonly name: string
  /** `MARKETING`, `UTILITY` or `AUTHENTICATION`, in Meta's own words. */
  readonly category: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** One translation as it is stored, in Meta's own words. */
export type TranslationRow = {
  readonly languageCode: string
  /** Meta's status (`APPROVED`, `PENDING`, …), or `DRAFT` before Meta has seen it. */
  readonly status: string
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN`, or nothing yet. */
  readonly qualityScore: string | null
  /** Meta's `components`, as they came. */
  readonly components: unknown
  readonly parameterFormat: string | null
  readonly rejectedReason: string | null
  /** Where the sample file of a media header can be had. */
  readonly headerFileUrl: string | null
  readonly updatedAt: Date
}
