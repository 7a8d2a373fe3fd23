import { UnstyledButton } from '@mantine/core'
import { useMatchRoute } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './navigation.module.css'
import type { Screen } from './screens.ts'

const MoreMenu = lazy(() => import('./more-menu.tsx'))

/** Leads to the screens that the bar of a phone does not have; marked when one of them is open. */
export const MoreButton = ({ screens }: { screens: Screen[] }) => {
  const { t } = useTranslation()
  const matchRoute = useMatchRoute()
  const [isOpen, setOpen] = useState(false)
  const isCurrent = screens.some(({ to }) => matchRoute({ to, fuzzy: true }) !== false)
  const button = (
    <UnstyledButton
      className={styles.link}
      data-current={isCurrent || undefined}
      aria-label={t('nav.more')}
      aria-haspopup="menu"
      onClick={() => setOpen(!isOpen)}
    >
      <Ellipsis size={20} strokeWidth={1.75} aria-hidden />
    </UnstyledButton>
  )
  if (!isOpen) return button
  return (
    <Suspense fallback={button}>
      <MoreMenu target={button} screens={screens} onClose={() => setOpen(false)} />
    </Suspense>
  )
}
