import { Button, Text } from '@mantine/core'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../words/error.ts'
import styles from './state.module.css'

/** In place of what could not be loaded. */
export const ErrorState = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.state} role="alert">
      <CircleAlert size={32} strokeWidth={1.5} aria-hidden />
      <Text fw={600}>{t('error.title')}</Text>
      <Text className={styles.hint}>{errorText(error)}</Text>
      <Button variant="default" onClick={onRetry}>
        {t('action.retry')}
      </Button>
    </div>
  )
}
