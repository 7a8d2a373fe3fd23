import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { Reason } from '../api/types.ts'
import { FormDialog } from '../components/form-dialog.tsx'
import { useForm } from '../components/use-form.ts'
import { reasonsQuery } from '../inbox/queries.ts'

/** Makes a reason, or changes one. */
export const ReasonDialog = ({ reason, onClose }: { reason?: Reason; onClose: () => void }) => {
  const { t } = useTranslation('closing-reasons')
  const client = useQueryClient()
  const form = useForm({ name: reason?.name ?? '' }, async (json) => {
    await (reason
      ? call('PUT', `/closing-reasons/${reason.id}`, { json })
      : call('POST', '/closing-reasons', { json }))
    await client.invalidateQueries({ queryKey: reasonsQuery.queryKey })
    onClose()
  })
  return (
    <FormDialog title={t(reason ? 'changeTitle' : 'add')} form={form} onClose={onClose}>
      <TextInput
        label={t('name')}
        required
        maxLength={100}
        data-autofocus
        {...form.text('name')}
        error={form.errorOf('name') && t('nameTaken')}
      />
    </FormDialog>
  )
}
