import { Indicator, UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Face } from '../components/face.tsx'
import { useMe } from '../session/session.ts'
import { STATE_COLORS } from './agent-dot.tsx'
import { useAgents } from './agents.ts'

const AccountMenu = lazy(() => import('./account-menu.tsx'))

/** Who is signed in, with their state; the menu is loaded when it is asked for. */
export const AccountButton = () => {
  const { t } = useTranslation()
  const me = useMe()
  const { data: agents } = useAgents()
  const own = agents?.find(({ id }) => id === me.id)
  const [isOpen, setOpen] = useState(false)
  const button = (
    <UnstyledButton
      aria-label={t('account.label')}
      aria-haspopup="menu"
      p={4}
      style={{ borderRadius: '50%' }}
      onClick={() => setOpen(!isOpen)}
    >
      <Indicator
        position="bottom-end"
        size={11}
        offset={4}
        withBorder
        color={STATE_COLORS[own?.state ?? 'offline']}
        disabled={!own}
      >
        <Face name={me.name} size={32} />
      </Indicator>
    </UnstyledButton>
  )
  if (!isOpen) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu target={button} onClose={() => setOpen(false)} own={own} />
    </Suspense>
  )
}
