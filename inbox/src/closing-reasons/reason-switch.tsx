import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { Reason } from '../api/types.ts'
import { reasonsQuery } from '../inbox/queries.ts'
import { tellError } from '../words/error.ts'

/** Whether chats can be closed with a reason: what was chosen shows at once. */
export const ReasonSwitch = ({ reason }: { reason: Reason }) => {
  const { t } = useTranslation('closing-reasons')
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: async (isActive: boolean) => {
      await call('PUT', `/closing-reasons/${reason.id}`, { json: { is_active: isActive } })
      await client.invalidateQueries({ queryKey: reasonsQuery.queryKey })
    },
    onError: tellError,
  })
  return (
    <Switch
      aria-label={t('activeOf', { name: reason.name })}
      checked={change.isPending ? change.variables : reason.is_active}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  )
}
