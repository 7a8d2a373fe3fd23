import { ActionIcon, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BookOpen, Command, Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import icon from '../icon.svg'
import { can, useMe } from '../session/session.ts'
import { AccountButton } from './account-button.tsx'
import { MoreButton } from './more-button.tsx'
import styles from './navigation.module.css'
import { FIRST_SCREENS, SCREENS } from './screens.ts'

export const Navigation = ({ onCommands, onKeys }: { onCommands: () => void; onKeys: () => void }) => {
  const { t } = useTranslation()
  const me = useMe()
  const screens = SCREENS.filter(({ access }) => can(me, access))
  return (
    <nav className={styles.rail} aria-label={t('nav.label')}>
      <img className={styles.mark} src={icon} alt="Masa" width={28} height={28} />
      <ul className={styles.screens}>
        {screens.map(({ name, to, icon: Icon }, index) => (
          <li key={name} className={index < FIRST_SCREENS ? undefined : styles.wide}>
            <Tooltip label={t(`nav.${name}`)} position="right">
              <Link
                to={to}
                className={styles.link}
                activeOptions={{ exact: false, includeSearch: false }}
                aria-label={t(`nav.${name}`)}
              >
                <Icon size={20} strokeWidth={1.75} aria-hidden />
              </Link>
            </Tooltip>
          </li>
        ))}
        <li className={styles.narrow}>
          <MoreButton screens={screens.slice(FIRST_SCREENS)} />
        </li>
      </ul>
      <div className={styles.rest}>
        <Tooltip label={`${t('keys.command')} · Ctrl K`} position="right">
          <ActionIcon size="lg" aria-label={t('keys.command')} onClick={onCommands}>
            <Command size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t('keys.title')} · ?`} position="right">
          <ActionIcon size="lg" aria-label={t('keys.title')} onClick={onKeys} className={styles.wide}>
            <Keyboard size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('nav.docs')} position="right">
          <ActionIcon
            component="a"
            href="/docs"
            target="_blank"
            size="lg"
            aria-label={t('nav.docs')}
            className={styles.wide}
          >
            <BookOpen size={18} />
          </ActionIcon>
        </Tooltip>
        <AccountButton />
      </div>
    </nav>
  )
}
