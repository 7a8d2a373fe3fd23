import { Anchor, CloseButton } from '@mantine/core'
import { CircleAlert, Info } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './toasts.module.css'

export type Toast = {
  tone: 'info' | 'error'
  title?: string
  message: string
  /** What can be done about it. */
  action?: { label: string; run: () => void }
}

type Shown = Toast & { id: number }

/** Long enough to be read twice. */
const SHOWN_MS = 8_000
const MAX_SHOWN = 3

let shown: Shown[] = []
let count = 0
const listeners = new Set<() => void>()

const change = (next: Shown[]): void => {
  shown = next
  for (const listener of listeners) listener()
}

const dismiss = (id: number): void => change(shown.filter((one) => one.id !== id))

/** Says something at the edge of the page that has no place of its own there. */
export const showToast = (toast: Toast): void => {
  count += 1
  const id = count
  change([...shown, { ...toast, id }].slice(-MAX_SHOWN))
  setTimeout(() => dismiss(id), SHOWN_MS)
}

export const Toasts = () => {
  const { t } = useTranslation()
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <div className={styles.toasts} role="status">
      {toasts.map(({ id, tone, title, message, action }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          {tone === 'error' ? <CircleAlert size={18} aria-hidden /> : <Info size={18} aria-hidden />}
          <div className={styles.words}>
            {title && <strong>{title}</strong>}
            <span>{message}</span>
            {action && (
              <Anchor
                component="button"
                size="sm"
                onClick={() => {
                  dismiss(id)
                  action.run()
                }}
              >
                {action.label}
              </Anchor>
            )}
          </div>
          <CloseButton size="sm" aria-label={t('action.close')} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}
