import { PasswordInput, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { showToast } from '../../components/toasts.tsx'
import { useForm } from '../../components/use-form.ts'
import { setMe } from '../../session/session.ts'

export const TurnOff = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const form = useForm({ password: '' }, async (json) => {
    await call('DELETE', '/me/two-factor', { json })
    setMe(client, { two_factor: false })
    showToast({ tone: 'info', message: t('turnedOff') })
    onClose()
  })
  return (
    <FormDialog title={t('turnOffTitle')} form={form} action={t('turnOff')} onClose={onClose}>
      <Text>{t('turnOffHint')}</Text>
      <PasswordInput
        label={t('currentPassword')}
        autoComplete="current-password"
        required
        data-autofocus
        {...form.text('password')}
        error={form.errorOf('password') && t('wrongPassword')}
      />
    </FormDialog>
  )
}
