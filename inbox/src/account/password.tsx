import { Button, Group, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { FormError } from '../components/form-error.tsx'
import { showToast } from '../components/toasts.tsx'
import { useForm } from '../components/use-form.ts'
import { useMe } from '../session/session.ts'
import { Card } from '../settings/page.tsx'

const NONE = { current_password: '', password: '' }

export const Password = () => {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const me = useMe()
  const form = useForm(NONE, async (json) => {
    await call('PUT', '/me', { json })
    form.reset(NONE)
    showToast({ tone: 'info', message: t('passwordChanged') })
    await client.invalidateQueries({ queryKey: ['sessions'] })
  })
  return (
    <Card title={t('password')} hint={t('passwordEnds')}>
      <form onSubmit={form.onSubmit}>
        {/* So that password managers know whose it is. */}
        <input hidden autoComplete="username" value={me.email} readOnly />
        <PasswordInput
          label={t('currentPassword')}
          autoComplete="current-password"
          required
          mb="md"
          {...form.text('current_password')}
          error={form.errorOf('current_password') && t('wrongPassword')}
        />
        <PasswordInput
          label={t('newPassword')}
          description={t('passwordHint')}
          autoComplete="new-password"
          required
          minLength={10}
          {...form.text('password')}
        />
        <Group mt="lg" justify="flex-end">
          <FormError error={form.error} />
          <Button type="submit" loading={form.isBusy}>
            {t('changePassword')}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
