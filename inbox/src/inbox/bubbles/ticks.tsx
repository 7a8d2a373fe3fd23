import { Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './ticks.module.css'

const ICONS = {
  queued: Clock,
  sending: Clock,
  accepted: Check,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  expired: CircleAlert,
  cancelled: CircleAlert,
  unknown: CircleHelp,
}

/** How far a message has come: a clock, one tick, two, two blue ones, or a red mark. */
export const Ticks = ({ status, size = 15 }: { status: string; size?: number }) => {
  const { t } = useTranslation('inbox')
  const known = Object.hasOwn(ICONS, status) ? (status as keyof typeof ICONS) : undefined
  if (!known) return null
  const Icon = ICONS[known]
  return (
    <Icon
      className={styles.ticks}
      data-status={known}
      size={size}
      strokeWidth={2.25}
      role="img"
      aria-label={t(`status.${known}`)}
    />
  )
}
