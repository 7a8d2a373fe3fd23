import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './panel.module.css'

/** A part of a screen with a frame of its own: what it shows, and how. */
export const Panel = ({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) => (
  <section className={styles.panel}>
    <div className={styles.head}>
      <Title order={2}>{title}</Title>
      {actions && <Group gap="xs">{actions}</Group>}
    </div>
    {children}
  </section>
)
