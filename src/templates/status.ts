import type { TranslationRow } from './rows.ts'

/** A translation's status in the public API's terms. */
export type TranslationStatus = { readonly value: number; readonly label: string }

const IN_REVIEW = { value: 1, label: 'template-messages.in-review' }
const ACTIVE = { value: 2, label: 'template-messages.active' }
const REJECTED = { value: 3, label: 'template-messages.rejected' }
const PAUSED = { value: 4, label: 'template-messages.paused' }
const DISABLED = { value: 5, label: 'template-messages.disabled' }
const DRAFT = { value: 6, label: 'template-messages.draft' }

// Meta's statuses, and the events of its template webhooks that leave a template in a state of that name.
// Only an approved template may be sent; REINSTATED is approved again.
const STATUSES: Readonly<Record<string, TranslationStatus>> = {
  APPROVED: ACTIVE,
  REINSTATED: ACTIVE,
  PENDING: IN_REVIEW,
  IN_APPEAL: IN_REVIEW,
  REJECTED,
  LIMIT_EXCEEDED: REJECTED,
  PAUSED,
  FLAGGED: PAUSED,
  LOCKED: PAUSED,
  DISABLED,
  ARCHIVED: DISABLED,
  PENDING_DELETION: DISABLED,
  DELETED: DISABLED,
  DRAFT,
}

/** The public API's status of one of Meta's; one that is not known counts as disabled, since it must not be sent. */
export const translationStatus = (metaStatus: string): TranslationStatus =>
  STATUSES[metaStatus.trim().toUpperCase()] ?? DISABLED

export const isActive = (metaStatus: string): boolean => translationStatus(metaStatus) === ACTIVE

/** Only a disabled translation is beyond change: the documentation's own example calls one in review editable. */
export const isEditable = (metaStatus: string): boolean => translationStatus(metaStatus) !== DISABLED

/** The category can change as long as Meta is not reviewing any translation and has approved none. */
export const isCategoryEditable = (metaStatuses: readonly string[]): boolean =>
  metaStatuses.every((status) => [DRAFT, REJECTED].includes(translationStatus(status)))

type Told = Pick<TranslationRow, 'status' | 'rejectedReason'> & { statusExplanation?: string | null }

/** What Meta says about a translation's status; null when it says nothing. */
export const findStatusReason = ({
  rejectedReason,
  statusExplanation,
}: Omit<Told, 'status'>): string | null => {
  const reason = rejectedReason && rejectedReason !== 'NONE' ? rejectedReason : null
  return [reason, statusExplanation].filter((part) => part).join(': ') || null
}

/** Why a translation that is not active can't be sent, in a sentence; undefined when it is active. */
export const findStatusObstacle = (row: Told): string | undefined => {
  const reason = findStatusReason(row)
  const told = reason === null ? '' : ` (${reason})`
  switch (translationStatus(row.status)) {
    case ACTIVE:
      return undefined
    case IN_REVIEW:
      return 'Its status is in review: Meta has not approved it yet.'
    case REJECTED:
      return `Its status is rejected: Meta did not approve it${told}.`
    case PAUSED:
      return `Its status is paused: Meta has stopped it for a while because of its quality${told}.`
    case DRAFT:
      return 'Its status is draft: it has not been submitted to Meta.'
    default:
      return row.status === 'DELETED'
        ? `It was deleted at WhatsApp${told}.`
        : `Its status is disabled: Meta gives it the status ${row.status}${told}.`
  }
}
