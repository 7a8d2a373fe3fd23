import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestDialog } from '../components/request-dialog.tsx'
import { createKey, SCOPES, type Scope } from './queries.ts'

export const KeyDialog = ({
  numberId,
  onMade,
  onClose,
}: {
  numberId: number
  onMade: (made: { name: string; key: string }) => void
  onClose: () => void
}) => {
  const { t } = useTranslation('public-api')
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['read', 'send'])
  const [day, setDay] = useState('')
  const make = () =>
    createKey(numberId, {
      name,
      scopes: scopes as Scope[],
      ...(day && { expires_at: new Date(`${day}T23:59:59`).toISOString() }),
    })
  return (
    <RequestDialog
      title={t('keys.make')}
      action={t('keys.make')}
      onSubmit={make}
      onDone={onMade}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            label={t('keys.name')}
            description={t('keys.nameHint')}
            maxLength={100}
            data-autofocus
            value={name}
            error={errors['name']}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Checkbox.Group
            label={t('keys.scopes')}
            value={scopes}
            onChange={setScopes}
            error={errors['scopes'] && t('keys.scopesNeeded')}
          >
            <Stack gap="xs" mt={6}>
              {SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={t(`keys.scope.${scope}`)}
                  description={t(`keys.scopeHint.${scope}`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            type="date"
            label={t('keys.expires')}
            description={t('keys.expiresHint')}
            value={day}
            error={errors['expires_at']}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
        </>
      )}
    </RequestDialog>
  )
}
