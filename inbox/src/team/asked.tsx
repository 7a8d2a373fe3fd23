import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { User } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { usersQuery } from './queries.ts'

/** What is asked once before it is done to a user. */
export const Asked = ({
  what,
  user,
  onClose,
}: {
  what: 'disable' | 'removeTwoFactor'
  user: User
  onClose: () => void
}) => {
  const { t } = useTranslation('team')
  const client = useQueryClient()
  const act = async () => {
    await call('DELETE', what === 'disable' ? `/users/${user.id}` : `/users/${user.id}/two-factor`)
    await client.invalidateQueries({ queryKey: usersQuery.queryKey })
  }
  return (
    <Confirm
      title={t(`${what}Title`, { name: user.name })}
      action={t(what)}
      onConfirm={act}
      onClose={onClose}
    >
      {t(`${what}Hint`)}
    </Confirm>
  )
}
