import { Button, Text } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError, OfflineError } from '../api/call.ts'
import { ErrorState } from './error-state.tsx'
import styles from './state.module.css'

/** In place of a part of the page that broke, or whose data could not be had. */
export const Crash = ({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) => {
  const { t } = useTranslation()
  if (error instanceof ApiError || error instanceof OfflineError)
    return <ErrorState error={error} onRetry={() => window.location.reload()} />
  return (
    <div className={styles.state} role="alert">
      <CircleAlert size={32} strokeWidth={1.5} aria-hidden />
      <Text fw={600}>{t('error.crashed')}</Text>
      <Text className={styles.hint}>{t('error.crashedHint')}</Text>
      <Button variant="default" onClick={reset}>
        {t('action.reload')}
      </Button>
    </div>
  )
}
