import type { ReactNode } from 'react'
import styles from './page.module.css'
import { PageHeader } from './page-header.tsx'

/** A screen that is read from top to bottom: its head, and below it what scrolls. */
export const Page = ({
  title,
  hint,
  actions,
  children,
}: {
  title: string
  hint?: string
  actions?: ReactNode
  children: ReactNode
}) => (
  <div className={styles.page}>
    <PageHeader title={title} {...(hint !== undefined && { hint })}>
      {actions}
    </PageHeader>
    <div className={styles.content}>{children}</div>
  </div>
)

/** A part of a page with a heading of its own. */
export const Section = ({
  title,
  hint,
  actions,
  children,
}: {
  title: string
  hint?: string
  actions?: ReactNode
  children: ReactNode
}) => (
  <section className={styles.section}>
    <div className={styles.head}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {actions}
    </div>
    {children}
  </section>
)
