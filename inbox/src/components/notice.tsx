import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** Something to know of what stands below it. */
export const Notice = ({
  tone = 'info',
  title,
  children,
}: {
  tone?: 'info' | 'warn'
  title: string
  children?: ReactNode
}) => (
  <div className={styles.notice} data-tone={tone}>
    {tone === 'warn' ? <CircleAlert size={18} aria-hidden /> : <Info size={18} aria-hidden />}
    <div>
      <strong>{title}</strong>
      {children && <div className={styles.words}>{children}</div>}
    </div>
  </div>
)
