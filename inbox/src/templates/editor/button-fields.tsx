import { Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ButtonDraft } from './draft.ts'
import { PlainText, TextWithValues } from './text-field.tsx'

type Props = {
  button: ButtonDraft
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<ButtonDraft>) => void
}

/** What a button of its kind needs. */
export const ButtonFields = ({ button, errorOf, onChange }: Props) => {
  const { t } = useTranslation('templates')
  const line = (name: 'phone_number' | 'example' | 'flow_id' | 'navigate_screen', placeholder?: string) => (
    <TextInput
      label={t(`button.field.${name}`)}
      value={button[name]}
      placeholder={placeholder}
      error={errorOf(name)}
      onChange={({ currentTarget: { value } }) => onChange({ [name]: value })}
    />
  )
  return (
    <Stack gap="xs">
      {HAS_LABEL.has(button.type) && (
        <PlainText
          label={t('button.field.text')}
          value={button.text}
          limit={25}
          error={errorOf('text')}
          onChange={(text) => onChange({ text })}
        />
      )}
      {button.type === 'url' && (
        <>
          <TextWithValues
            label={t('button.field.url')}
            value={button.url}
            limit={2000}
            maxPlaceholders={1}
            error={errorOf('url')}
            onChange={(url) => onChange({ url })}
          />
          {button.url.includes('{{') && line('example', 'https://www.example.com/orders/1042')}
        </>
      )}
      {button.type === 'phone_number' && line('phone_number', '+905554443322')}
      {button.type === 'copy_code' && line('example', '25OFF')}
      {button.type === 'flow' && (
        <>
          {button.flow_name === '' || button.flow_id !== '' ? line('flow_id') : null}
          {line('navigate_screen')}
        </>
      )}
    </Stack>
  )
}

const HAS_LABEL: ReadonlySet<string> = new Set([
  'quick_reply',
  'url',
  'phone_number',
  'flow',
  'catalog',
  'voice_call',
])
