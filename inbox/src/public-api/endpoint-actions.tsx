import '@mantine/core/styles/Menu.layer.css'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, KeyRound, Pencil, Power, Send, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../components/toasts.tsx'
import { can, useMe } from '../session/session.ts'
import { tellError } from '../words/error.ts'
import { EndpointDialog } from './endpoint-dialog.tsx'
import {
  changeEndpoint,
  deleteEndpoint,
  type Endpoint,
  endpointQuery,
  type Place,
  rotateSecret,
  testEndpoint,
} from './queries.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'

const Confirm = lazy(() => import('../components/confirm.tsx'))

type Over = 'change' | 'rotate' | 'delete' | undefined

export const EndpointActions = ({ place, endpoint }: { place: Place; endpoint: Endpoint }) => {
  const { t } = useTranslation(['public-api', 'common'])
  const mayAdminister = can(useMe(), 'administer')
  const navigate = useNavigate()
  const [over, setOver] = useState<Over>()
  const [secret, setSecret] = useState<string>()
  const close = () => setOver(undefined)
  const change = useChange(place)
  const toggle = useMutation({
    mutationFn: () =>
      change(
        { active: !endpoint.active },
        endpoint.active ? t('endpoint.switchedOff') : t('endpoint.switchedOn'),
      ),
    onError: tellError,
  })
  const test = useMutation({
    mutationFn: () => testEndpoint(place),
    onError: tellError,
  })
  const remove = async () => {
    await deleteEndpoint(place)
    showToast({ tone: 'info', message: t('endpoint.deleted') })
    await navigate({ to: '/public-api', search: { number: place.numberId } })
    await change.refresh()
  }
  return (
    <>
      {mayAdminister && (
        <Button
          leftSection={<Send size={16} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t('endpoint.test')}
        </Button>
      )}
      <MoreActions
        isActive={endpoint.active}
        mayRotate={mayAdminister}
        onChoose={setOver}
        onToggle={() => toggle.mutate()}
      />
      {over === 'change' && (
        <EndpointDialog
          title={t('webhooks.change')}
          action={t('action.save', { ns: 'common' })}
          endpoint={endpoint}
          onSave={(next) => change(next, t('endpoint.changed'))}
          onClose={close}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          title={t('webhooks.rotated')}
          hint={t('webhooks.rotatedHint')}
          label={t('webhooks.secret')}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      {test.data && <TestDialog result={test.data} onClose={test.reset} />}
      <Suspense>
        {over === 'rotate' && (
          <Confirm
            title={t('endpoint.rotateTitle')}
            action={t('endpoint.rotate')}
            onConfirm={async () => setSecret((await rotateSecret(place)).secret)}
            onClose={close}
          >
            {t('endpoint.rotateWords')}
          </Confirm>
        )}
        {over === 'delete' && (
          <Confirm
            title={t('endpoint.deleteTitle')}
            action={t('endpoint.delete')}
            onConfirm={remove}
            onClose={close}
          >
            {t('endpoint.deleteWords', { url: endpoint.url })}
          </Confirm>
        )}
      </Suspense>
    </>
  )
}

type MenuProps = {
  isActive: boolean
  mayRotate: boolean
  onChoose: (over: Over) => void
  onToggle: () => void
}

const MoreActions = ({ isActive, mayRotate, onChoose, onToggle }: MenuProps) => {
  const { t } = useTranslation(['public-api', 'common'])
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('action.more', { ns: 'common' })}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={() => onChoose('change')}>
          {t('endpoint.change')}
        </Menu.Item>
        <Menu.Item leftSection={<Power size={16} aria-hidden />} onClick={onToggle}>
          {isActive ? t('endpoint.switchOff') : t('endpoint.switchOn')}
        </Menu.Item>
        {mayRotate && (
          <Menu.Item leftSection={<KeyRound size={16} aria-hidden />} onClick={() => onChoose('rotate')}>
            {t('endpoint.rotate')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          c="var(--danger)"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => onChoose('delete')}
        >
          {t('endpoint.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Changes it, shows it as it is then, and says so. */
const useChange = (place: Place) => {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks', place.numberId] })
  const change = async (next: Parameters<typeof changeEndpoint>[1], words: string): Promise<void> => {
    client.setQueryData(endpointQuery(place).queryKey, await changeEndpoint(place, next))
    void refresh()
    showToast({ tone: 'info', message: words })
  }
  return Object.assign(change, { refresh })
}
