import type { ReactNode } from 'react'
import { PageHeader } from '../components/page-header.tsx'
import styles from './page.module.css'

/** A screen of the settings. `isNarrow` for forms, whose lines are not to be longer than one reads. */
export const SettingsPage = ({
  title,
  hint,
  actions,
  isNarrow,
  children,
}: {
  title: string
  hint?: string
  actions?: ReactNode
  isNarrow?: boolean
  children: ReactNode
}) => (
  <div className={styles.page}>
    <PageHeader title={title} {...(hint && { hint })}>
      {actions}
    </PageHeader>
    <div className={styles.body}>
      <div className={styles.column} data-narrow={isNarrow || undefined}>
        {children}
      </div>
    </div>
  </div>
)

/** A part of a screen, with its heading. */
export const Card = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <section className={styles.card} aria-label={title}>
    <header>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
    </header>
    {children}
  </section>
)
