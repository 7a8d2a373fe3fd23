import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import type { BulkSend } from '../queries.ts'
import styles from './detail.module.css'

/** Rows that were never planned, with the line of the file where they stand. */
export const Rejected = ({ send: { rejected, rejected_count } }: { send: BulkSend }) => {
  const { t } = useTranslation('bulk-sends')
  if (rejected_count === 0) return null
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <Title order={2}>{t('rejected.title', { count: rejected_count })}</Title>
        {rejected_count > rejected.length && (
          <Text size="sm" c="var(--quiet)">
            {t('rejected.some', { shown: rejected.length })}
          </Text>
        )}
      </div>
      <DataTable
        label={t('rejected.label')}
        rows={rejected}
        keyOf={({ line }) => line}
        columns={[
          { key: 'line', title: t('recipients.line'), isNumber: true, render: ({ line }) => line },
          { key: 'phone', title: t('recipients.phone'), render: ({ phone }) => phone || '–' },
          { key: 'reason', title: t('recipients.reason'), render: ({ reason }) => reason },
        ]}
      />
    </section>
  )
}
