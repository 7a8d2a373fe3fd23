import { useTranslation } from 'react-i18next'
import { Code } from './code.tsx'
import styles from './public-api.module.css'

/** What a receiver answered, as far as it is kept. */
export const Answer = ({ status, body }: { status: number | null; body: string | null }) => {
  const { t } = useTranslation('public-api')
  if (status === null) return <p className={styles.quiet}>{t('endpoint.noAnswer')}</p>
  return body ? (
    <Code label={t('endpoint.answer')} text={body} />
  ) : (
    <p className={styles.quiet}>{t('endpoint.emptyAnswer')}</p>
  )
}
