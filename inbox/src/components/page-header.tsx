import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './page-header.module.css'

/** The head of a screen: what it is, and what can be done with it as a whole. */
export const PageHeader = ({
  title,
  hint,
  children,
}: {
  title: string
  hint?: string
  /** Buttons, the first one last. */
  children?: ReactNode
}) => (
  <header className={styles.header}>
    <div className={styles.words}>
      <Title order={1}>{title}</Title>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
    <div className={styles.actions}>{children}</div>
  </header>
)
