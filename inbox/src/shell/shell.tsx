import { Skeleton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../live/use-live.ts'
import { can, useMe } from '../session/session.ts'
import { SECTIONS } from '../settings/sections.ts'
import { useCommands } from './commands.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { useKeys } from './keys.ts'
import { Navigation } from './navigation.tsx'
import { SCREENS } from './screens.ts'
import styles from './shell.module.css'

const CommandBar = lazy(() => import('./command-bar.tsx'))
const KeyList = lazy(() => import('./key-list.tsx'))

/** What stands around every screen: the navigation, the command bar, the list of keys. */
export const Shell = () => {
  const { t } = useTranslation()
  const [over, setOver] = useState<'commands' | 'keys'>()
  const close = () => setOver(undefined)
  useHotkeys([['mod+K', () => setOver('commands')]], [])
  useKeys({ '?': () => setOver('keys') })
  useLive()
  useScreenCommands()
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <ConnectionBar />
      <Navigation onCommands={() => setOver('commands')} onKeys={() => setOver('keys')} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<Skeleton height="100%" radius={0} />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense>
        {over === 'commands' && <CommandBar onClose={close} />}
        {over === 'keys' && <KeyList onClose={close} />}
      </Suspense>
    </div>
  )
}

const useScreenCommands = (): void => {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const commands = useMemo(
    () => [
      ...SCREENS.filter(({ access }) => can(me, access)).map(({ name, to }) => ({
        id: `go-${name}`,
        label: t(`nav.${name}`),
        group: t('command.goTo'),
        run: () => void navigate({ to }),
      })),
      ...SECTIONS.filter(({ access }) => can(me, access)).map(({ name, to }) => ({
        id: `go-${name}`,
        label: t(`settings.${name}`),
        group: t('nav.settings'),
        run: () => void navigate({ to }),
      })),
    ],
    [me, navigate, t],
  )
  useCommands(commands)
}
