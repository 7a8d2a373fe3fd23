import { TextInput } from '@mantine/core'

/** A moment by the clock of this browser; as ISO 8601 for the API. */
export const MomentField = ({
  label,
  value,
  error,
  size = 'sm',
  onChange,
}: {
  label: string
  value: string | undefined
  error?: string | undefined
  size?: 'xs' | 'sm'
  onChange: (value: string | undefined) => void
}) => (
  <TextInput
    type="datetime-local"
    size={size}
    label={label}
    error={error}
    value={value === undefined ? '' : toLocal(value)}
    onChange={({ currentTarget }) =>
      onChange(currentTarget.value === '' ? undefined : new Date(currentTarget.value).toISOString())
    }
  />
)

/** `2026-03-03T14:05`, as the field wants it. */
const toLocal = (at: string): string => {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
