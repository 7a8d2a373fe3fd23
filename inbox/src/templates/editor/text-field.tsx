import { ActionIcon, Button, Group, Input, Textarea, TextInput, Tooltip } from '@mantine/core'
import { Bold, Code, Italic, Plus, Strikethrough } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { nextPlaceholder, placeholdersOf } from './draft.ts'
import styles from './editor.module.css'

type Props = {
  label: string
  value: string
  limit: number
  error: string | undefined
  onChange: (value: string) => void
}

/** A line or a text with places for values, which are put in where the cursor stands. */
export const TextWithValues = ({
  label,
  value,
  limit,
  error,
  onChange,
  isLong = false,
  maxPlaceholders = Number.POSITIVE_INFINITY,
}: Props & { isLong?: boolean; maxPlaceholders?: number }) => {
  const { t } = useTranslation('templates')
  const ref = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const write = (make: (chosen: string) => string) => {
    const field = ref.current
    if (!field) return
    const [from, to] = [field.selectionStart ?? value.length, field.selectionEnd ?? value.length]
    const made = make(value.slice(from, to))
    onChange(value.slice(0, from) + made + value.slice(to))
    // After the field has the new text, its cursor is put behind what came in.
    requestAnimationFrame(() => {
      field.focus()
      field.setSelectionRange(from + made.length, from + made.length)
    })
  }
  const around = (mark: string) => write((chosen) => `${mark}${chosen}${mark}`)
  const shared = {
    ref,
    label,
    value,
    error,
    description: <Count value={value} limit={limit} />,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  }
  return (
    <div className={styles.withTools}>
      {isLong ? <Textarea {...shared} autosize minRows={4} maxRows={14} /> : <TextInput {...shared} />}
      <Group gap={2} className={styles.tools}>
        {isLong && (
          <>
            <Tool label={t('editor.bold')} icon={Bold} onClick={() => around('*')} />
            <Tool label={t('editor.italic')} icon={Italic} onClick={() => around('_')} />
            <Tool label={t('editor.struck')} icon={Strikethrough} onClick={() => around('~')} />
            <Tool label={t('editor.mono')} icon={Code} onClick={() => around('```')} />
          </>
        )}
        {placeholdersOf(value).length < maxPlaceholders && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => write(() => nextPlaceholder(value))}
          >
            {t('editor.addValue')}
          </Button>
        )}
      </Group>
    </div>
  )
}

const Tool = ({ label, icon: Icon, onClick }: { label: string; icon: typeof Bold; onClick: () => void }) => (
  <Tooltip label={label}>
    <ActionIcon size="sm" aria-label={label} onClick={onClick}>
      <Icon size={14} />
    </ActionIcon>
  </Tooltip>
)

/** A line without places for values. */
export const PlainText = ({ label, value, limit, error, onChange }: Props) => (
  <TextInput
    label={label}
    value={value}
    error={error}
    description={<Count value={value} limit={limit} />}
    inputWrapperOrder={['label', 'input', 'description', 'error']}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
)

/** Meta counts characters as people do, not as the machine stores them. */
const Count = ({ value, limit }: { value: string; limit: number }) => {
  const { i18n } = useTranslation()
  const length = [...value].length
  const format = new Intl.NumberFormat(i18n.language)
  return (
    <span className={styles.count} data-over={length > limit || undefined}>
      {format.format(length)} / {format.format(limit)}
    </span>
  )
}

/** A sample for each place of a text: Meta's reviewers see them, and so does the preview. */
export const Samples = ({
  text,
  samples,
  error,
  onChange,
}: {
  text: string
  samples: Record<string, string>
  error: string | undefined
  onChange: (samples: Record<string, string>) => void
}) => {
  const { t } = useTranslation('templates')
  const names = placeholdersOf(text)
  if (names.length === 0) return null
  return (
    <Input.Wrapper
      label={t('editor.samples')}
      description={t('editor.samplesHint')}
      error={error}
      component="div"
    >
      <div className={styles.samples}>
        {names.map((name) => (
          <TextInput
            key={name}
            aria-label={t('editor.sampleOf', { name: `{{${name}}}` })}
            leftSection={<code>{`{{${name}}}`}</code>}
            leftSectionWidth={`${Math.max(name.length + 5, 6)}ch`}
            value={samples[name] ?? ''}
            onChange={({ currentTarget: { value } }) => onChange({ ...samples, [name]: value })}
          />
        ))}
      </div>
    </Input.Wrapper>
  )
}
