import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { useIntegrations } from '../inbox/queries.ts'

const KEY = 'masa.number'

/** The number that a screen is about: the one of its address, else the one that was chosen last, else the first. */
export const useNumber = (
  wanted: number | undefined,
): { number: Integration | undefined; isPending: boolean } => {
  const { data, isPending } = useIntegrations()
  const find = (id: number | undefined) => data?.find((one) => one.id === id)
  const number = find(wanted) ?? find(Number(localStorage.getItem(KEY))) ?? data?.[0]
  return { number, isPending }
}

/** Chooses among several numbers; nothing where there is one. */
export const NumberSelect = ({
  label,
  value,
  onChange,
}: {
  /** Shown above it; otherwise it is only heard. */
  label?: string
  value: number | undefined
  onChange: (id: number) => void
}) => {
  const { t } = useTranslation()
  const { data = [] } = useIntegrations()
  if (data.length < 2) return null
  return (
    <NativeSelect
      {...(label === undefined ? { 'aria-label': t('number.label') } : { label })}
      value={value}
      onChange={({ currentTarget }) => {
        localStorage.setItem(KEY, currentTarget.value)
        onChange(Number(currentTarget.value))
      }}
      data={data.map(({ id, display_name, phone_number }) => ({
        value: `${id}`,
        label: `${display_name} · ${phone_number}`,
      }))}
    />
  )
}
