import { Text } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './state.module.css'

/** Where nothing is yet: why, and what to do next. */
export const EmptyState = ({
  icon: Icon,
  title,
  hint,
  isPage = false,
  children,
}: {
  icon: LucideIcon
  title: string
  hint?: string
  /** Nothing else is on the page. */
  isPage?: boolean
  children?: ReactNode
}) => (
  <div className={styles.state}>
    <Icon size={32} strokeWidth={1.5} aria-hidden />
    <Text fw={600} {...(isPage && { component: 'h1', m: 0 })}>
      {title}
    </Text>
    {hint && <Text className={styles.hint}>{hint}</Text>}
    {children}
  </div>
)
