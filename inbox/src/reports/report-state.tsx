import { Button } from '@mantine/core'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../components/error-state.tsx'
import { fieldsOf } from '../components/field-errors.ts'
import { clockTime } from '../components/time.ts'
import styles from './reports.module.css'

const FILTERED_BY = ['from', 'to', 'integration_id']

/** Why there is no report; nothing where a filter above says so beside itself. */
export const ReportError = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const isToldAbove = Object.keys(fieldsOf(error)).some((name) => FILTERED_BY.includes(name))
  return isToldAbove ? null : <ErrorState error={error} onRetry={onRetry} />
}

/** From when the figures are: they do not follow by themselves. */
export const ReadAt = ({
  query: { dataUpdatedAt, isFetching, refetch },
}: {
  query: { dataUpdatedAt: number; isFetching: boolean; refetch: () => unknown }
}) => {
  const { t } = useTranslation('reports')
  return (
    <p className={styles.readAt}>
      {t('readAt', { time: clockTime(new Date(dataUpdatedAt).toISOString()) })}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<RefreshCw size={14} aria-hidden />}
        loading={isFetching}
        onClick={() => refetch()}
      >
        {t('refresh')}
      </Button>
    </p>
  )
}
