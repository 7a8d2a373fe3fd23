import { Badge, Button, Group } from '@mantine/core'
import '@mantine/core/styles/Badge.layer.css'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, callAll } from '../api/call.ts'
import type { OwnSession } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { Listed } from '../components/listed.tsx'
import { When } from '../components/when.tsx'
import { signOut } from '../session/session.ts'
import { Card } from '../settings/page.tsx'
import { tellError } from '../words/error.ts'
import { clientName } from './client-name.ts'

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => callAll<OwnSession>('/sessions'),
  // No event tells of them.
  staleTime: 0,
})

export const Sessions = () => {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const router = useRouter()
  const query = useQuery(sessionsQuery)
  const [isAsking, setAsking] = useState(false)
  const end = (id: number) =>
    call('DELETE', `/sessions/${id}`)
      .then(() => client.invalidateQueries({ queryKey: ['sessions'] }))
      .catch(tellError)
  return (
    <Card title={t('sessions')} hint={t('sessionsHint')}>
      <Listed
        label={t('sessions')}
        query={query}
        empty={null}
        columns={[
          {
            key: 'client',
            title: t('client'),
            render: ({ client: name, address }) => (
              <>
                <div title={name ?? undefined}>{name ? clientName(name) : t('unknownClient')}</div>
                <small style={{ color: 'var(--quiet)' }}>{address}</small>
              </>
            ),
          },
          {
            key: 'since',
            title: t('since'),
            isMinor: true,
            render: ({ created_at: at }) => <When at={at} />,
          },
          {
            key: 'end',
            title: '',
            isNumber: true,
            render: ({ id, is_current: isCurrent, client: name }) =>
              isCurrent ? (
                <Badge variant="light" tt="none">
                  {t('thisOne')}
                </Badge>
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('endOf', { client: name ? clientName(name) : t('unknownClient') })}
                  onClick={() => void end(id)}
                >
                  {t('end')}
                </Button>
              ),
          },
        ]}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('endAll')}
        </Button>
      </Group>
      {isAsking && (
        <Confirm
          title={t('endAllTitle')}
          action={t('endAll')}
          onConfirm={() => signOut(client, router, { everywhere: true })}
          onClose={() => setAsking(false)}
        >
          {t('endAllHint')}
        </Confirm>
      )}
    </Card>
  )
}
