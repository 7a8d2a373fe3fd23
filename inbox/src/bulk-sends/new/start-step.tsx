import { Group, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldText } from '../../components/field-errors.ts'
import { UNITS, type Unit } from './state.ts'
import type { StepProps } from './wizard.tsx'

/** What it is called, when it starts, and until when it is worth sending. */
export const StartStep = ({ plan, errors, onChange }: StepProps) => {
  const { t } = useTranslation('bulk-sends')
  return (
    <>
      <TextInput
        label={t('start.name')}
        description={t('start.nameHint')}
        maxLength={255}
        value={plan.name}
        error={fieldText(errors, 'name')}
        onChange={({ currentTarget: { value } }) => onChange({ name: value })}
      />
      <SegmentedControl
        aria-label={t('start.when')}
        value={plan.isLater ? 'later' : 'now'}
        onChange={(value) => onChange({ isLater: value === 'later' })}
        data={[
          { value: 'now', label: t('start.now') },
          { value: 'later', label: t('start.later') },
        ]}
      />
      {plan.isLater && (
        <TextInput
          type="datetime-local"
          label={t('start.at')}
          description={t('start.zone', { zone: zoneName(plan.startAt) })}
          min={localNow()}
          value={plan.startAt}
          error={fieldText(errors, 'start_at')}
          onChange={({ currentTarget: { value } }) => onChange({ startAt: value })}
        />
      )}
      <Group align="end" gap="xs">
        <TextInput
          type="number"
          min={1}
          label={t('start.expires')}
          placeholder={t('start.never')}
          value={plan.expiresIn}
          error={fieldText(errors, 'expires_in')}
          onChange={({ currentTarget: { value } }) => onChange({ expiresIn: value })}
        />
        <NativeSelect
          aria-label={t('start.unit')}
          value={plan.unit}
          onChange={({ currentTarget: { value } }) => onChange({ unit: value as Unit })}
          data={Object.keys(UNITS).map((unit) => ({ value: unit, label: t(`start.${unit as Unit}`) }))}
        />
      </Group>
      <Text size="sm" c="var(--quiet)">
        {t('start.expiresHint')}
      </Text>
    </>
  )
}

/** The viewer's zone at that moment: summer has another offset than winter. */
const zoneName = (at: string): string => {
  const moment = at === '' ? new Date() : new Date(at)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')?.value
  return `${timeZone}, ${offset}`
}

const localNow = (): string => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
