import {
  Button,
  FileInput,
  Group,
  Loader,
  NativeSelect,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { type Template, type Translation, templatesQuery } from '../queries.ts'
import { describeValue, type FilledTemplate, fillText, isMediaHeader } from './compose-send.ts'
import styles from './template-picker.module.css'

type Props = {
  integrationId: number
  /** Whoever it goes to wants no marketing messages. */
  isOptedOut?: boolean
  isBusy?: boolean
  onSend: (filled: FilledTemplate) => void
  /** What is wrong with it, beside the button. */
  children?: ReactNode
}

/** Chooses one of a number's templates, and fills it in. */
export const TemplateForm = ({ integrationId, ...props }: Props) => {
  const { t } = useTranslation('inbox')
  const { data, isPending, error, refetch } = useQuery(templatesQuery(integrationId))
  const templates = data?.filter(({ sendable }) => sendable) ?? []
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Template>()
  const shown = templates.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
  const template = chosen ?? shown[0]
  if (isPending || error || templates.length === 0)
    return (
      <div className={styles.empty}>
        {isPending ? (
          <Loader size="sm" />
        ) : error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : (
          <EmptyState icon={FileQuestion} title={t('template.none')} hint={t('template.noneHint')} />
        )}
      </div>
    )
  return (
    <div className={styles.picker}>
      <div>
        <TextInput
          data-autofocus
          placeholder={t('template.find')}
          aria-label={t('template.find')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setChosen(undefined)
          }}
        />
        <ul className={styles.list}>
          {shown.map((one) => (
            <li key={one.id}>
              <UnstyledButton
                className={styles.item}
                aria-pressed={one.id === template?.id}
                onClick={() => setChosen(one)}
              >
                <span>{one.name}</span>
                <span className={styles.body}>{one.translations[0]?.body}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </div>
      {template && <Fields key={template.id} template={template} {...props} />}
    </div>
  )
}

const ACTIVE = 2

type FieldsProps = Omit<Props, 'integrationId'> & { template: Template }

const Fields = ({ template, isOptedOut = false, isBusy = false, onSend, children }: FieldsProps) => {
  const { t, i18n } = useTranslation('inbox')
  const translations = template.translations.filter(({ status_value }) => status_value === ACTIVE)
  const [languageId, setLanguageId] = useState(
    (translations.find(({ language_code }) => language_code.startsWith(i18n.language)) ?? translations[0])
      ?.language_id,
  )
  const [values, setValues] = useState<Record<string, string>>({})
  const [file, setFile] = useState<File | null>(null)
  const translation = translations.find(({ language_id }) => language_id === languageId)
  if (!translation) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend({ template, translation, values, file })
  }
  const isUnwanted = isOptedOut && template.category.value === 1
  return (
    <form onSubmit={submit} className={styles.form}>
      <Stack gap="sm">
        {translations.length > 1 && (
          <NativeSelect
            label={t('template.language')}
            value={languageId}
            onChange={({ currentTarget: { value } }) => setLanguageId(Number(value))}
            data={translations.map(({ language_id, language }) => ({
              value: `${language_id}`,
              label: language,
            }))}
          />
        )}
        {translation.variables.map((key) => (
          <ValueField
            key={key}
            described={describeValue(translation, key)}
            value={values[key] ?? ''}
            onChange={(value) => setValues((now) => ({ ...now, [key]: value }))}
          />
        ))}
        {isMediaHeader(translation) && (
          <FileInput
            label={t('template.file')}
            required
            withAsterisk={false}
            value={file}
            onChange={setFile}
          />
        )}
        <Preview translation={translation} values={values} />
        {isUnwanted && <Text c="var(--danger)">{t('template.optedOut')}</Text>}
        <Group justify="flex-end">
          {children}
          <Button type="submit" disabled={isUnwanted} loading={isBusy}>
            {t('template.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const ValueField = ({
  described: { part, name, sample },
  value,
  onChange,
}: {
  described: ReturnType<typeof describeValue>
  value: string
  onChange: (value: string) => void
}) => {
  const { t } = useTranslation('inbox')
  return (
    <TextInput
      label={part === 'body' ? name : `${t(`template.${part}`)} · ${name}`}
      placeholder={sample}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** As the customer will see it, with what was filled in so far. */
const Preview = ({ translation, values }: { translation: Translation; values: Record<string, string> }) => {
  const { t } = useTranslation('inbox')
  return (
    <figure className={styles.preview} aria-label={t('template.preview')}>
      {translation.header && <strong>{fillText(translation.header, 'header', values)}</strong>}
      <span className={styles.text}>{fillText(translation.body, 'body', values)}</span>
      {translation.footer && <span className={styles.footer}>{translation.footer}</span>}
      {translation.buttons.map(({ number, text }) => (
        <span key={number} className={styles.button}>
          {text}
        </span>
      ))}
    </figure>
  )
}
