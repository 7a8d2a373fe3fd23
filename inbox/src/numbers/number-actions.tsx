import '@mantine/core/styles/Menu.layer.css'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, PauseCircle, Pencil, PlayCircle, RefreshCw, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { showToast } from '../components/toasts.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { can, useMe } from '../session/session.ts'
import { tellError } from '../words/error.ts'
import { actOnNumber, deleteNumber, doctorQuery } from './queries.ts'

const Confirm = lazy(() => import('../components/confirm.tsx'))
const ChangeDialog = lazy(() => import('./change-dialog.tsx'))

type Over = 'suspend' | 'delete' | 'change' | undefined

/** What can be done with a number, by those who may. */
export const NumberActions = ({ number }: { number: Integration }) => {
  const { t } = useTranslation('numbers')
  const me = useMe()
  const [over, setOver] = useState<Over>()
  const act = useAct(number)
  const sync = useMutation({ mutationFn: () => act('sync'), onError: tellError })
  const activate = useMutation({ mutationFn: () => act('activate'), onError: tellError })
  const isStopped = number.status !== 'activated'
  return (
    <>
      <Button
        variant="default"
        leftSection={<RefreshCw size={16} aria-hidden />}
        loading={sync.isPending}
        onClick={() => sync.mutate()}
      >
        {t('sync')}
      </Button>
      {can(me, 'administer') && isStopped && (
        <Button
          leftSection={<PlayCircle size={16} aria-hidden />}
          loading={activate.isPending}
          onClick={() => activate.mutate()}
        >
          {t('activate')}
        </Button>
      )}
      {can(me, 'administer') && <MoreActions isStopped={isStopped} onChoose={setOver} />}
      <Suspense>
        {over === 'change' && <ChangeDialog number={number} onClose={() => setOver(undefined)} />}
        {(over === 'suspend' || over === 'delete') && (
          <Asked number={number} what={over} onClose={() => setOver(undefined)} />
        )}
      </Suspense>
    </>
  )
}

const MoreActions = ({ isStopped, onChoose }: { isStopped: boolean; onChoose: (over: Over) => void }) => {
  const { t } = useTranslation(['numbers', 'common'])
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('action.more', { ns: 'common' })}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={() => onChoose('change')}>
          {t('change')}
        </Menu.Item>
        {!isStopped && (
          <Menu.Item leftSection={<PauseCircle size={16} aria-hidden />} onClick={() => onChoose('suspend')}>
            {t('suspend')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          c="var(--danger)"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => onChoose('delete')}
        >
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Asks once, and says what goes. */
const Asked = ({
  number,
  what,
  onClose,
}: {
  number: Integration
  what: 'suspend' | 'delete'
  onClose: () => void
}) => {
  const { t } = useTranslation('numbers')
  const client = useQueryClient()
  const navigate = useNavigate()
  const act = useAct(number)
  const name = number.display_name
  const remove = async () => {
    await deleteNumber(number.id)
    await navigate({ to: '/numbers' })
    await client.invalidateQueries({ queryKey: integrationsQuery.queryKey })
    showToast({ tone: 'info', message: t('deleted', { name }) })
  }
  return (
    <Confirm
      title={t(`${what}Title`, { name })}
      action={t(what)}
      onConfirm={() => (what === 'delete' ? remove() : act('suspend'))}
      onClose={onClose}
    >
      {t(`${what}Words`)}
    </Confirm>
  )
}

/** Does it, shows the number as it is then, and says so. */
const useAct = ({ id }: Integration) => {
  const { t } = useTranslation('numbers')
  const client = useQueryClient()
  return async (verb: 'suspend' | 'activate' | 'sync'): Promise<void> => {
    const now = await actOnNumber(id, verb)
    client.setQueryData(integrationsQuery.queryKey, (held) => held?.map((one) => (one.id === id ? now : one)))
    void client.invalidateQueries({ queryKey: doctorQuery(id).queryKey })
    const words = {
      suspend: 'suspended',
      activate: now.status === 'pending' ? 'stillPending' : 'activated',
      sync: 'synced',
    } as const
    showToast({ tone: 'info', message: t(words[verb], { name: now.display_name }) })
  }
}
