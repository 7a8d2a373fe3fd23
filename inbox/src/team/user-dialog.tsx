import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { User } from '../api/types.ts'
import { FormDialog } from '../components/form-dialog.tsx'
import { useForm } from '../components/use-form.ts'
import { useIntegrations } from '../inbox/queries.ts'
import { usersQuery } from './queries.ts'

const ROLES = ['agent', 'supervisor', 'administrator'] as const
type Role = (typeof ROLES)[number]

/** Adds somebody to the team, or changes what they may do. */
export const UserDialog = ({
  user,
  isLastAdministrator = false,
  onMade,
  onClose,
}: {
  user?: User
  isLastAdministrator?: boolean
  onMade?: (user: User) => void
  onClose: () => void
}) => {
  const { t, i18n } = useTranslation('team')
  const client = useQueryClient()
  const { data: integrations = [] } = useIntegrations()
  const initial = {
    name: user?.name ?? '',
    email: user?.email ?? '',
    role: (user?.role ?? 'agent') as Role,
    language: user?.language ?? i18n.language,
    integration_ids: user?.integration_ids ?? [],
  }
  const form = useForm(initial, async (json) => {
    const saved = await (user
      ? call<User>('PUT', `/users/${user.id}`, { json })
      : call<User>('POST', '/users', { json }))
    await client.invalidateQueries({ queryKey: usersQuery.queryKey })
    onClose()
    onMade?.(saved)
  })
  const { role, language, integration_ids: ids } = form.values
  return (
    <FormDialog
      title={user ? t('changeTitle', { name: user.name }) : t('add')}
      form={form}
      action={user ? undefined : t('addAction')}
      onClose={onClose}
    >
      <TextInput label={t('name')} required maxLength={100} data-autofocus {...form.text('name')} />
      <TextInput
        label={t('email')}
        type="email"
        required
        maxLength={320}
        {...form.text('email')}
        error={form.errorOf('email') && t('emailTaken')}
      />
      <NativeSelect
        label={t('role')}
        description={isLastAdministrator ? t('lastAdministrator') : t(`roleHints.${role}`)}
        disabled={isLastAdministrator}
        data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
        value={role}
        error={form.errorOf('role')}
        onChange={(event) => form.set({ role: event.currentTarget.value as Role })}
      />
      {role !== 'administrator' && (
        <MultiSelect
          label={t('numbers')}
          description={t('numbersHint')}
          placeholder={ids.length === 0 ? t('choose') : ''}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('action.clear', { ns: 'common' }) }}
          nothingFoundMessage={t('noNumber')}
          data={integrations.map(({ id, display_name: label }) => ({ value: `${id}`, label }))}
          value={ids.map(String)}
          onChange={(values) => form.set({ integration_ids: values.map(Number) })}
        />
      )}
      <NativeSelect
        label={t('language.label', { ns: 'common' })}
        data={(['en', 'tr'] as const).map((value) => ({
          value,
          label: t(`language.${value}`, { ns: 'common' }),
        }))}
        value={language}
        onChange={(event) => form.set({ language: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
