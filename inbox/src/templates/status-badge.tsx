import '@mantine/core/styles/Badge.layer.css'
import { Badge, Tooltip } from '@mantine/core'
import {
  CircleCheck,
  CircleDashed,
  CircleOff,
  CircleX,
  Clock,
  type LucideIcon,
  PauseCircle,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Translation } from '../inbox/queries.ts'
import { type Quality, qualityOf, statusOf } from './status.ts'
import styles from './status-badge.module.css'

const ICONS: Record<string, LucideIcon> = {
  inReview: Clock,
  active: CircleCheck,
  rejected: CircleX,
  paused: PauseCircle,
  disabled: CircleOff,
  draft: CircleDashed,
}

/** Where a translation stands; why, when Meta has said so. */
export const StatusBadge = ({
  translation,
  isNamed = false,
}: {
  translation: Translation
  /** With the language's name before the status. */
  isNamed?: boolean
}) => {
  const { t } = useTranslation('templates')
  const { name, color } = statusOf(translation)
  const Icon = ICONS[name]!
  const label = t(`status.${name}`)
  const badge = (
    <Badge
      variant="light"
      color={color}
      tt="none"
      fw={500}
      leftSection={<Icon size={12} aria-hidden />}
      className={styles.badge}
    >
      {isNamed ? `${translation.language} · ${label}` : label}
      {translation.draft && ` · ${t('status.changed')}`}
    </Badge>
  )
  return translation.status_reason ? (
    <Tooltip label={translation.status_reason} multiline maw={320}>
      {badge}
    </Tooltip>
  ) : (
    badge
  )
}

const QUALITY_COLORS: Record<Quality, string> = {
  high: 'green',
  medium: 'yellow',
  low: 'red',
  unavailable: 'gray',
}

export const QualityWord = ({ translation }: { translation: Translation }) => {
  const { t } = useTranslation('templates')
  const quality = qualityOf(translation)
  return (
    <span className={styles.quality}>
      <span
        aria-hidden
        className={styles.dot}
        style={{ background: `var(--mantine-color-${QUALITY_COLORS[quality]}-6)` }}
      />
      {t(`quality.${quality}`)}
    </span>
  )
}
