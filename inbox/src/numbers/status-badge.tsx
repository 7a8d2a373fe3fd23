import { CircleCheck, CircleDashed, CirclePause, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './status-badge.module.css'

const ICONS: Record<string, LucideIcon> = { activated: CircleCheck, pending: CircleDashed }

export const StatusBadge = ({ status }: { status: string }) => {
  const { t } = useTranslation('numbers')
  const Icon = ICONS[status] ?? CirclePause
  return (
    <span className={styles.badge} data-status={status}>
      <Icon size={14} aria-hidden />
      {t(`status.${status as 'activated'}`)}
    </span>
  )
}
