import { createLazyRoute, Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { can, useMe } from '../session/session.ts'
import styles from './layout.module.css'
import { SECTIONS } from './sections.ts'

/** What can be set up, one beside the other; on a phone, in a row above. */
const Settings = () => {
  const { t } = useTranslation()
  const me = useMe()
  const nav = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  // On a phone the row is longer than the page: what is open is to be seen in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each other screen
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [path])
  return (
    <div className={styles.settings}>
      <nav ref={nav} className={styles.nav} aria-label={t('nav.settings')}>
        <ul>
          {SECTIONS.filter(({ access }) => can(me, access)).map(({ name, to, icon: Icon }) => (
            <li key={name}>
              <Link to={to} className={styles.link}>
                <Icon size={16} aria-hidden />
                {t(`settings.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.content}>
        <Outlet />
      </div>
    </div>
  )
}

export const settingsRoute = createLazyRoute('/signed-in/settings')({ component: Settings })
