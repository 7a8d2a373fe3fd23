import { FileInput, Group, Text, TextInput } from '@mantine/core'
import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fieldText } from '../../components/field-errors.ts'
import type { Translation } from '../../inbox/queries.ts'
import { describeValue } from '../../inbox/template-picker/compose-send.ts'
import { filledByFile, keysOf, PLACE_KEY, type Place, translationOf, wantsFile } from './state.ts'
import type { StepProps } from './wizard.tsx'

/** What is the same for all: values that no column brings, and the file of the header. */
export const ValuesStep = ({ plan, errors, onChange }: StepProps) => {
  const { t } = useTranslation('bulk-sends')
  const translation = translationOf(plan)
  if (!translation) return null
  const filled = filledByFile(plan)
  const keys = keysOf(translation)
  const hasPlace = translation.variables.includes(PLACE_KEY) && !filled.has(PLACE_KEY)
  const hasFile = wantsFile(translation)
  return (
    <>
      {keys.length === 0 && !hasPlace && !hasFile && <Text>{t('values.none')}</Text>}
      {hasFile && (
        <FileInput
          label={t('values.file')}
          description={t('values.fileHint')}
          placeholder={t('values.chooseFile')}
          leftSection={<Upload size={16} aria-hidden />}
          clearable
          clearButtonProps={{ 'aria-label': t('action.clear', { ns: 'common' }) }}
          value={plan.attachment}
          error={fieldText(errors, 'attachment')}
          onChange={(attachment) => onChange({ attachment })}
        />
      )}
      {hasPlace && (
        <PlaceFields
          place={plan.place}
          error={fieldText(errors, `parameters.${PLACE_KEY}`)}
          onChange={(place) => onChange({ place })}
        />
      )}
      {keys.map((key) => (
        <TextInput
          key={key}
          label={labelOf(translation, key)}
          description={filled.has(key) ? t('values.fromFile') : t('values.sameForAll')}
          value={plan.values[key] ?? ''}
          error={fieldText(errors, `parameters.${key}`)}
          onChange={({ currentTarget: { value } }) => onChange({ values: { ...plan.values, [key]: value } })}
        />
      ))}
    </>
  )
}

/** As a column of a file is called, with what it stands for. */
const labelOf = (translation: Translation, key: string): string => {
  const { part, name, sample } = describeValue(translation, key)
  return [key, ...(part === 'button' ? [name] : []), ...(sample ? [sample] : [])].join(' · ')
}

const PlaceFields = ({
  place,
  error,
  onChange,
}: {
  place: Place
  error: string | undefined
  onChange: (place: Place) => void
}) => {
  const { t } = useTranslation('bulk-sends')
  const field = (name: keyof Place, placeholder: string) => (
    <TextInput
      label={t(`place.${name}`)}
      placeholder={placeholder}
      value={place[name]}
      {...(name === 'latitude' || name === 'longitude' ? { inputMode: 'decimal' as const } : {})}
      onChange={({ currentTarget: { value } }) => onChange({ ...place, [name]: value })}
    />
  )
  return (
    <>
      <Group grow align="start">
        {field('latitude', '41.0082')}
        {field('longitude', '28.9784')}
      </Group>
      <Group grow align="start">
        {field('name', '')}
        {field('address', '')}
      </Group>
      {error && (
        <Text size="sm" c="var(--danger)">
          {error}
        </Text>
      )}
    </>
  )
}
