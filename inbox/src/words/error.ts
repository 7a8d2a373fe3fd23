import i18next from 'i18next'
import { OfflineError } from '../api/call.ts'
import { showToast } from '../components/toasts.tsx'

/** What went wrong, as a person reads it. The server words its answers for people. */
export const errorText = (error: unknown): string =>
  error instanceof OfflineError
    ? i18next.t('error.offline')
    : error instanceof Error
      ? error.message
      : String(error)

/** Says so at the edge of the page, for what has no place of its own. */
export const tellError = (error: unknown): void => {
  showToast({ tone: 'error', title: i18next.t('error.title'), message: errorText(error) })
}
