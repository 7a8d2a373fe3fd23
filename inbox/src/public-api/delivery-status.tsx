import { CircleCheck, CircleX, Clock, type LucideIcon, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './public-api.module.css'
import type { DeliveryStatus as Status } from './statuses.ts'

const LOOKS: Record<Status, [tone: string, icon: LucideIcon]> = {
  pending: ['off', Clock],
  succeeded: ['well', CircleCheck],
  failed: ['warn', RotateCw],
  given_up: ['bad', CircleX],
}

export const DeliveryStatus = ({ status }: { status: string }) => {
  const { t } = useTranslation('public-api')
  const [tone, Icon] = LOOKS[status as Status]
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={16} aria-hidden />
      {t(`log.statuses.${status as Status}`)}
    </span>
  )
}
