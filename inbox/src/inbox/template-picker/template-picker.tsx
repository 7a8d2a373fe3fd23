import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import {
  Button,
  FileInput,
  Group,
  Loader,
  Modal,
  NativeSelect,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { addressOf } from '../names.ts'
import { send } from '../outbox.ts'
import { keyOf, type Template, type Translation, templatesQuery } from '../queries.ts'
import { composeSend, describeValue, fillText, isMediaHeader } from './compose-send.ts'
import styles from './template-picker.module.css'

/** A template of the chat's number, filled in and sent: the way to a customer whose window is shut. */
const TemplatePicker = ({ chat, onClose }: { chat: Chat; onClose: () => void }) => {
  const { t } = useTranslation('inbox')
  const { data, isPending } = useQuery(templatesQuery(chat.integration_id))
  const templates = data?.filter(({ sendable }) => sendable) ?? []
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Template>()
  const shown = templates.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
  const template = chosen ?? shown[0]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      {isPending ? (
        <div className={styles.empty}>
          <Loader size="sm" />
        </div>
      ) : templates.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState icon={FileQuestion} title={t('template.none')} hint={t('template.noneHint')} />
        </div>
      ) : (
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
          {template && <Form key={template.id} chat={chat} template={template} onSent={onClose} />}
        </div>
      )}
    </Modal>
  )
}

const ACTIVE = 2

const Form = ({ chat, template, onSent }: { chat: Chat; template: Template; onSent: () => void }) => {
  const { t, i18n } = useTranslation('inbox')
  const client = useQueryClient()
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
    const request = composeSend({ template, translation, to: addressOf(chat), values, file })
    send(client, keyOf(chat), { kind: 'template', request, text: fillText(translation.body, 'body', values) })
    onSent()
  }
  const isMarketing = template.category.value === 1
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
        {isMarketing && chat.opted_out_at && <Text c="var(--danger)">{t('template.optedOut')}</Text>}
        <Group justify="flex-end">
          <Button type="submit" disabled={isMarketing && chat.opted_out_at !== null}>
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

export default TemplatePicker
