import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { Language, User } from '../api/types.ts'
import { FormError } from '../components/form-error.tsx'
import { showToast } from '../components/toasts.tsx'
import { useForm } from '../components/use-form.ts'
import { setMe, useMe } from '../session/session.ts'
import { Card } from '../settings/page.tsx'
import { changeLanguage } from '../words/i18n.ts'

export const Profile = () => {
  const { t, i18n } = useTranslation('account')
  const client = useQueryClient()
  const me = useMe()
  const form = useForm({ name: me.name, language: me.language as Language }, async (json) => {
    setMe(client, await call<User>('PUT', '/me', { json }))
    await changeLanguage(json.language)
    showToast({ tone: 'info', message: i18n.t('saved', { ns: 'account' }) })
  })
  return (
    <Card title={t('profile')}>
      <form onSubmit={form.onSubmit}>
        <TextInput
          label={t('email')}
          description={t('emailHint')}
          value={me.email}
          variant="filled"
          readOnly
          mb="md"
        />
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          required
          maxLength={100}
          autoComplete="name"
          mb="md"
          {...form.text('name')}
        />
        <NativeSelect
          label={t('language.label', { ns: 'common' })}
          data={(['en', 'tr'] as const).map((value) => ({
            value,
            label: t(`language.${value}`, { ns: 'common' }),
          }))}
          value={form.values.language}
          onChange={(event) => form.set({ language: event.currentTarget.value as Language })}
        />
        <Group mt="lg" justify="flex-end">
          <FormError error={form.error} />
          <Button type="submit" loading={form.isBusy}>
            {t('action.save', { ns: 'common' })}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
