import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Radio, Skeleton, Stack } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { ErrorState } from '../components/error-state.tsx'
import { showToast } from '../components/toasts.tsx'
import { Card, SettingsPage } from '../settings/page.tsx'
import { tellError } from '../words/error.ts'

type Assignment = { automatic: boolean }

const assignmentQuery = queryOptions({
  queryKey: ['settings', 'assignment'],
  queryFn: () => call<Assignment>('GET', '/settings/assignment'),
})

const AssignmentScreen = () => {
  const { t } = useTranslation('assignment')
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(assignmentQuery)
  const change = useMutation({
    mutationFn: (automatic: boolean) =>
      call<Assignment>('PUT', '/settings/assignment', { json: { automatic } }),
    onSuccess: (settings) => {
      client.setQueryData(assignmentQuery.queryKey, settings)
      showToast({ tone: 'info', message: t('saved') })
    },
    onError: tellError,
  })
  const isAutomatic = change.isPending ? change.variables : data?.automatic
  return (
    <SettingsPage title={t('title')} isNarrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <Card title={t('question')}>
          <Skeleton visible={!data}>
            <Radio.Group
              aria-label={t('question')}
              value={String(isAutomatic)}
              onChange={(value) => change.mutate(value === 'true')}
            >
              <Stack gap="md">
                <Radio value="true" label={t('automatic')} description={t('automaticHint')} />
                <Radio value="false" label={t('manual')} description={t('manualHint')} />
              </Stack>
            </Radio.Group>
          </Skeleton>
        </Card>
      )}
    </SettingsPage>
  )
}

export const assignmentRoute = createLazyRoute('/signed-in/settings/assignment')({
  component: AssignmentScreen,
})
