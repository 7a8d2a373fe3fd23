import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { CircleCheckBig, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, call } from '../api/call.ts'
import type { Reason } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Listed } from '../components/listed.tsx'
import { RowMenu } from '../components/row-menu.tsx'
import { reasonsQuery } from '../inbox/queries.ts'
import { SettingsPage } from '../settings/page.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { ReasonSwitch } from './reason-switch.tsx'

type Over = { name: 'new' } | { name: 'change' | 'delete'; reason: Reason }

const ClosingReasonsScreen = () => {
  const { t } = useTranslation('closing-reasons')
  const query = useQuery(reasonsQuery)
  const [over, setOver] = useState<Over>()
  const close = () => setOver(undefined)
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => setOver({ name: 'new' })}>
      {t('add')}
    </Button>
  )
  return (
    <SettingsPage title={t('title')} hint={t('hint')} actions={add}>
      <Listed
        label={t('title')}
        query={query}
        empty={<EmptyState icon={CircleCheckBig} title={t('none')} hint={t('noneHint')} />}
        columns={[
          { key: 'name', title: t('reason'), render: ({ name }) => name },
          { key: 'active', title: t('active'), render: (reason) => <ReasonSwitch reason={reason} /> },
          {
            key: 'more',
            title: '',
            isNumber: true,
            render: (reason) => (
              <RowMenu
                label={t('more', { name: reason.name })}
                actions={[
                  { label: t('change'), icon: Pencil, run: () => setOver({ name: 'change', reason }) },
                  {
                    label: t('action.delete', { ns: 'common' }),
                    icon: Trash2,
                    isDangerous: true,
                    run: () => setOver({ name: 'delete', reason }),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      {over?.name === 'new' && <ReasonDialog onClose={close} />}
      {over?.name === 'change' && <ReasonDialog reason={over.reason} onClose={close} />}
      {over?.name === 'delete' && <DeleteReason reason={over.reason} onClose={close} />}
    </SettingsPage>
  )
}

const DeleteReason = ({ reason, onClose }: { reason: Reason; onClose: () => void }) => {
  const { t } = useTranslation('closing-reasons')
  const client = useQueryClient()
  const remove = async () => {
    await call('DELETE', `/closing-reasons/${reason.id}`).catch((error) => {
      throw error instanceof ApiError && error.status === 409 ? new Error(t('inUse')) : error
    })
    await client.invalidateQueries({ queryKey: reasonsQuery.queryKey })
  }
  return (
    <Confirm
      title={t('deleteTitle', { name: reason.name })}
      action={t('action.delete', { ns: 'common' })}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('deleteHint')}
    </Confirm>
  )
}

export const closingReasonsRoute = createLazyRoute('/signed-in/settings/closing-reasons')({
  component: ClosingReasonsScreen,
})
