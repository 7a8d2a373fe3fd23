import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NumberBody } from './queries.ts'

export type FieldName = Exclude<keyof NumberBody, 'throughput'>

const SECRETS: FieldName[] = ['app_secret', 'access_token']
export const IDS: FieldName[] = ['app_id', 'waba_id', 'phone_number_id']

/** One thing that Meta knows of a number, with where it stands there. */
export const NumberField = ({
  name,
  value,
  error,
  hint,
  onChange,
}: {
  name: FieldName
  value: string
  error: string | undefined
  /** In place of where it stands at Meta. */
  hint?: string
  onChange: (value: string) => void
}) => {
  const { t } = useTranslation('numbers')
  const props = {
    label: t(`form.${name}`),
    description: hint ?? t(`form.${name}Hint`),
    value,
    error,
    // Nothing of this is a password that a browser should offer to keep.
    autoComplete: 'off',
    spellCheck: false,
    ...(IDS.includes(name) && { inputMode: 'numeric' as const }),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  }
  return SECRETS.includes(name) ? (
    <PasswordInput {...props} autoComplete="new-password" />
  ) : (
    <TextInput {...props} />
  )
}
