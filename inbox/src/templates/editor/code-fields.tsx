import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { ActionIcon, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type App, type ButtonDraft, newButton, type TextDraft } from './draft.ts'
import { PlainText } from './text-field.tsx'

type Props = {
  text: TextDraft
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<TextDraft>) => void
}

/** A message with a code: Meta writes the text, the business chooses what goes with it. */
export const CodeFields = ({ text, errorOf, onChange }: Props) => {
  const { t } = useTranslation('templates')
  const button = text.buttons[0] ?? newButton('otp')
  const minutes = text.codeExpirationMinutes
  return (
    <Stack gap="sm">
      <Text size="sm" c="var(--quiet)">
        {t('code.hint')}
      </Text>
      <Checkbox
        label={t('code.advice')}
        checked={text.hasSecurityAdvice}
        onChange={({ currentTarget: { checked } }) => onChange({ hasSecurityAdvice: checked })}
      />
      <Group gap="xs">
        <Checkbox
          label={t('code.expires')}
          checked={minutes !== null}
          onChange={({ currentTarget: { checked } }) =>
            onChange({ codeExpirationMinutes: checked ? 10 : null })
          }
        />
        {minutes !== null && (
          <TextInput
            type="number"
            min={1}
            max={90}
            w="6rem"
            aria-label={t('code.minutes')}
            value={minutes}
            error={errorOf('code_expiration_minutes')}
            onChange={({ currentTarget: { value } }) => onChange({ codeExpirationMinutes: Number(value) })}
          />
        )}
      </Group>
      <CodeButton
        button={button}
        errorOf={(field) => errorOf(`buttons.0.${field}`)}
        onChange={(change) => onChange({ buttons: [{ ...button, ...change }] })}
      />
      {errorOf('buttons') && (
        <Text size="sm" c="var(--danger)">
          {errorOf('buttons')}
        </Text>
      )}
    </Stack>
  )
}

const KINDS = ['copy_code', 'one_tap', 'zero_tap'] as const

const CodeButton = ({
  button,
  errorOf,
  onChange,
}: {
  button: ButtonDraft
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<ButtonDraft>) => void
}) => {
  const { t } = useTranslation('templates')
  return (
    <>
      <NativeSelect
        label={t('code.kind')}
        value={button.otp_type}
        error={errorOf('otp_type')}
        onChange={({ currentTarget: { value } }) => onChange({ otp_type: value })}
        data={KINDS.map((kind) => ({ value: kind, label: t(`code.${kind}`) }))}
      />
      <PlainText
        label={t('code.label')}
        value={button.text}
        limit={25}
        error={errorOf('text')}
        onChange={(text) => onChange({ text })}
      />
      {button.otp_type !== 'copy_code' && (
        <Apps
          apps={button.supported_apps}
          error={errorOf('supported_apps') ?? errorOf('package_name') ?? errorOf('signature_hash')}
          onChange={(supported_apps) => onChange({ supported_apps })}
        />
      )}
      {button.otp_type === 'zero_tap' && (
        <Checkbox
          label={t('code.terms')}
          checked={button.zero_tap_terms_accepted}
          error={errorOf('zero_tap_terms_accepted')}
          onChange={({ currentTarget: { checked } }) => onChange({ zero_tap_terms_accepted: checked })}
        />
      )}
    </>
  )
}

/** The Android apps that may fill the code in. */
const Apps = ({
  apps,
  error,
  onChange,
}: {
  apps: App[]
  error: string | undefined
  onChange: (apps: App[]) => void
}) => {
  const { t } = useTranslation('templates')
  const shown = apps.length > 0 ? apps : [{ package_name: '', signature_hash: '' }]
  return (
    <Stack gap="xs">
      {shown.map((app, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: apps have nothing but their places.
        <Group key={index} align="end" gap="xs" wrap="nowrap">
          <TextInput
            label={t('code.package')}
            placeholder="com.example.shop"
            value={app.package_name}
            onChange={({ currentTarget: { value } }) =>
              onChange(shown.with(index, { ...app, package_name: value }))
            }
          />
          <TextInput
            label={t('code.hash')}
            value={app.signature_hash}
            onChange={({ currentTarget: { value } }) =>
              onChange(shown.with(index, { ...app, signature_hash: value }))
            }
          />
          <ActionIcon
            size="lg"
            aria-label={t('code.removeApp')}
            onClick={() => onChange(apps.toSpliced(index, 1))}
          >
            <X size={16} />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <Text size="sm" c="var(--danger)">
          {error}
        </Text>
      )}
      {shown.length < 5 && (
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...shown, { package_name: '', signature_hash: '' }])}
        >
          {t('code.addApp')}
        </Button>
      )}
    </Stack>
  )
}
