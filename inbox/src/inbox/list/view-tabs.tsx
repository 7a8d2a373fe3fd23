import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { VIEWS, type View } from '../address.ts'
import styles from './view-tabs.module.css'

/** Mine, Unassigned, All, Archived: each has an address. What narrows the list down stays. */
export const ViewTabs = ({ view }: { view: View }) => {
  const { t } = useTranslation('inbox')
  return (
    <nav className={styles.tabs} aria-label={t('view.label')}>
      {VIEWS.map((one) => (
        <Link
          key={one}
          to="/inbox/$view"
          params={{ view: one }}
          search={({ message: _, ...search }) => search}
          className={styles.tab}
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`view.${one}`)}
        </Link>
      ))}
    </nav>
  )
}
