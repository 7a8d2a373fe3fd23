import { Group, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { CopyField } from '../../components/copy-field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useForm } from '../../components/use-form.ts'
import { setMe } from '../../session/session.ts'
import { QrCode } from './qr-code.tsx'

export type Secret = { secret: string; otpauth_url: string }

/** The secret for the authenticator, and a first code of it, by which it is in force. */
export const TurnOn = ({
  secret: { secret, otpauth_url: url },
  onDone,
  onClose,
}: {
  secret: Secret
  onDone: (recoveryCodes: string[]) => void
  onClose: () => void
}) => {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const form = useForm({ otp: '' }, async ({ otp }) => {
    const json = { otp: otp.replaceAll(/\s/g, '') }
    const { recovery_codes: codes } = await call<{ recovery_codes: string[] }>(
      'POST',
      '/me/two-factor/confirm',
      { json },
    )
    setMe(client, { two_factor: true })
    onDone(codes)
  })
  return (
    <FormDialog title={t('turnOnTitle')} form={form} action={t('turnOn')} onClose={onClose}>
      <Text>{t('scan')}</Text>
      <Group justify="center">
        <QrCode text={url} label={t('qrCode')} />
      </Group>
      <CopyField label={t('secret')} value={secret} />
      <TextInput
        label={t('code')}
        description={t('codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={20}
        data-autofocus
        {...form.text('otp')}
        error={form.errorOf('otp') && t('codeWrong')}
      />
    </FormDialog>
  )
}
