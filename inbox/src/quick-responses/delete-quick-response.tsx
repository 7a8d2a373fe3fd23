import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { QuickResponse } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { quickResponsesQuery } from '../inbox/queries.ts'

export const DeleteQuickResponse = ({
  response,
  onClose,
}: {
  response: QuickResponse
  onClose: () => void
}) => {
  const { t } = useTranslation('quick-responses')
  const client = useQueryClient()
  const remove = async () => {
    await call('DELETE', `/quick-responses/${response.id}`)
    await client.invalidateQueries({ queryKey: quickResponsesQuery.queryKey })
  }
  return (
    <Confirm
      title={t('deleteTitle', { name: response.title })}
      action={t('action.delete', { ns: 'common' })}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('deleteHint')}
    </Confirm>
  )
}
