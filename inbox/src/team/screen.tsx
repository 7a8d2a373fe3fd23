import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { KeyRound, Pencil, ShieldOff, UserPlus, UserRoundCheck, UserRoundX, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { User } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Listed } from '../components/listed.tsx'
import { RowMenu } from '../components/row-menu.tsx'
import { useMe } from '../session/session.ts'
import { SettingsPage } from '../settings/page.tsx'
import { tellError } from '../words/error.ts'
import { Asked } from './asked.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { isLastAdministrator, type ResetLink, usersQuery } from './queries.ts'
import { useUserColumns } from './use-user-columns.tsx'
import { UserDialog } from './user-dialog.tsx'

type Over =
  | { name: 'new' }
  | { name: 'change' | 'disable' | 'removeTwoFactor'; user: User }
  | { name: 'link'; user: User; link: ResetLink }

const TeamScreen = () => {
  const { t } = useTranslation('team')
  const query = useQuery(usersQuery)
  const [over, setOver] = useState<Over>()
  const close = () => setOver(undefined)
  const menu = useUserActions(query.data ?? [], setOver)
  const columns = useUserColumns((user) => (
    <RowMenu label={t('more', { name: user.name })} actions={menu(user)} />
  ))
  return (
    <SettingsPage
      title={t('title')}
      hint={t('hint')}
      actions={
        <Button leftSection={<UserPlus size={16} />} onClick={() => setOver({ name: 'new' })}>
          {t('add')}
        </Button>
      }
    >
      <Listed
        label={t('title')}
        query={query}
        empty={<EmptyState icon={Users} title={t('none')} />}
        columns={columns}
      />
      {over?.name === 'new' && (
        <UserDialog
          onClose={close}
          onMade={(user) =>
            void makeLink(user).then((link) => setOver({ name: 'link', user, link }), tellError)
          }
        />
      )}
      {over?.name === 'change' && (
        <UserDialog
          user={over.user}
          isLastAdministrator={isLastAdministrator(over.user, query.data ?? [])}
          onClose={close}
        />
      )}
      {over?.name === 'link' && <LinkDialog user={over.user} link={over.link} onClose={close} />}
      {(over?.name === 'disable' || over?.name === 'removeTwoFactor') && (
        <Asked what={over.name} user={over.user} onClose={close} />
      )}
    </SettingsPage>
  )
}

const makeLink = (user: User) => call<ResetLink>('POST', `/users/${user.id}/reset-link`)

/** What can be done with a user: nothing that the server would refuse. */
const useUserActions = (users: User[], onOver: (over: Over) => void) => {
  const { t } = useTranslation('team')
  const client = useQueryClient()
  const me = useMe()
  const enable = (user: User) =>
    call('PUT', `/users/${user.id}`, { json: { disabled: false } })
      .then(() => client.invalidateQueries({ queryKey: usersQuery.queryKey }))
      .catch(tellError)
  const link = (user: User) =>
    makeLink(user)
      .then((made) => onOver({ name: 'link', user, link: made }))
      .catch(tellError)
  return (user: User) => {
    const change = { label: t('change'), icon: Pencil, run: () => onOver({ name: 'change', user }) }
    if (user.disabled_at)
      return [change, { label: t('enable'), icon: UserRoundCheck, run: () => void enable(user) }]
    const canDisable = user.id !== me.id && !isLastAdministrator(user, users)
    return [
      change,
      { label: t('makeLink'), icon: KeyRound, run: () => void link(user) },
      ...(user.two_factor && user.id !== me.id
        ? [
            {
              label: t('removeTwoFactor'),
              icon: ShieldOff,
              run: () => onOver({ name: 'removeTwoFactor', user }),
            },
          ]
        : []),
      ...(canDisable
        ? [
            {
              label: t('disable'),
              icon: UserRoundX,
              isDangerous: true,
              run: () => onOver({ name: 'disable', user }),
            },
          ]
        : []),
    ]
  }
}

export const teamRoute = createLazyRoute('/signed-in/settings/team')({ component: TeamScreen })
