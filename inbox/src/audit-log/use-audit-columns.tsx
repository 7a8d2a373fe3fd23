import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../api/types.ts'
import type { Column } from '../components/data-table.tsx'
import { When } from '../components/when.tsx'
import { useIntegrations } from '../inbox/queries.ts'
import { usersQuery } from '../team/queries.ts'
import { actionWords, detailWords, subjectWords } from './words-of.ts'

/** What a row of the log says: users and numbers by their names of today. */
export const useAuditColumns = (): Column<AuditEntry>[] => {
  const { t } = useTranslation('audit-log')
  const { data: users = [] } = useQuery(usersQuery)
  const { data: integrations = [] } = useIntegrations()
  const nameOf = (kind: string, id: number): string | undefined => {
    if (kind === 'user') return users.find((user) => user.id === id)?.name
    if (kind === 'integration') return integrations.find((one) => one.id === id)?.display_name
    return undefined
  }
  return [
    {
      key: 'actor',
      title: t('actor'),
      render: ({ actor, at }) => (
        <>
          {subjectWords(actor, nameOf)}
          <Text size="xs" c="var(--quiet)">
            <When at={at} />
          </Text>
        </>
      ),
    },
    {
      key: 'what',
      title: t('what'),
      render: ({ action, details }) => (
        <>
          {actionWords(action)}
          <Text size="xs" c="var(--quiet)" style={{ overflowWrap: 'anywhere' }}>
            {detailWords(details)}
          </Text>
        </>
      ),
    },
    {
      key: 'subject',
      title: t('subject'),
      isMinor: true,
      render: ({ subject }) => subjectWords(subject, nameOf),
    },
  ]
}
