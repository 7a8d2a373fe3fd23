import '@mantine/core/styles/Tabs.layer.css'
import { Alert, Button, Group, Select, Tabs, Text } from '@mantine/core'
import { CircleAlert, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldText } from '../../components/field-errors.ts'
import { fullTime, shortTime } from '../../components/time.ts'
import type { Template, Translation } from '../../inbox/queries.ts'
import type { LanguageItem } from '../languages.ts'
import { QualityWord, StatusBadge } from '../status-badge.tsx'
import { ButtonList } from './button-list.tsx'
import { CodeFields } from './code-fields.tsx'
import type { TextDraft } from './draft.ts'
import styles from './editor.module.css'
import { HeaderFields } from './header-fields.tsx'
import { RemoveLanguage } from './remove-button.tsx'
import { PlainText, Samples, TextWithValues } from './text-field.tsx'
import type { EditorState } from './use-editor.ts'

type Props = {
  integrationId: number
  template: Template | undefined
  languages: LanguageItem[]
  state: EditorState
  mayManage: boolean
}

/** The texts of a template, a tab a language. */
export const LanguageTabs = ({ integrationId, template, languages, state, mayManage }: Props) => {
  const { t } = useTranslation('templates')
  const { draft, errors, languageId } = state
  const nameOf = (id: number) => languages.find((one) => one.id === id)?.name ?? `${id}`
  const isWrong = (id: number) => Object.keys(errors).some((field) => field.startsWith(`${id}.`))
  return (
    <Tabs
      value={`${languageId}`}
      onChange={(value) => state.setLanguageId(Number(value))}
      keepMounted={false}
    >
      <Group gap="xs" wrap="wrap">
        <Tabs.List aria-label={t('editor.languages')}>
          {draft.texts.map((text) => (
            <Tabs.Tab
              key={text.languageId}
              value={`${text.languageId}`}
              rightSection={
                isWrong(text.languageId) && (
                  <CircleAlert size={14} color="var(--danger)" aria-label={t('editor.isWrong')} />
                )
              }
            >
              {nameOf(text.languageId)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {mayManage && <AddLanguage languages={languages} state={state} />}
      </Group>
      {draft.texts.map((text) => {
        const translation = template?.translations.find(({ language_id }) => language_id === text.languageId)
        return (
          <Tabs.Panel key={text.languageId} value={`${text.languageId}`} className={styles.language}>
            <Group justify="space-between">
              {translation ? <State translation={translation} /> : <span />}
              {mayManage && draft.texts.length > 1 && (
                <RemoveLanguage
                  integrationId={integrationId}
                  template={template}
                  isStored={translation !== undefined}
                  languageId={text.languageId}
                  language={nameOf(text.languageId)}
                  state={state}
                />
              )}
            </Group>
            <fieldset className={styles.form} disabled={translation?.editable === false}>
              <TextFields
                text={text}
                isCode={draft.category === 'authentication'}
                errorOf={(field) => fieldText(errors, `${text.languageId}.${field}`)}
                onChange={state.changeText}
              />
            </fieldset>
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}

/** Where Meta has this language, and why. */
const State = ({ translation }: { translation: Translation }) => {
  const { t } = useTranslation('templates')
  const { status_changed_at: at, status_value, status_reason, not_sendable_reason } = translation
  return (
    <>
      <div className={styles.state}>
        <StatusBadge translation={translation} />
        <QualityWord translation={translation} />
        <Text size="sm" c="var(--quiet)" title={fullTime(at)}>
          {t('editor.since', { at: shortTime(at) })}
        </Text>
      </div>
      {status_value === REJECTED && (
        <Alert color="red" title={t('editor.rejected')} w="100%">
          {status_reason ?? not_sendable_reason}
        </Alert>
      )}
    </>
  )
}

const REJECTED = 3

type TextProps = {
  text: TextDraft
  isCode: boolean
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<TextDraft>) => void
}

const TextFields = ({ text, isCode, errorOf, onChange }: TextProps) => {
  const { t } = useTranslation('templates')
  if (isCode) return <CodeFields text={text} errorOf={errorOf} onChange={onChange} />
  return (
    <>
      <HeaderFields text={text} errorOf={errorOf} onChange={onChange} />
      <TextWithValues
        isLong
        label={t('editor.body')}
        value={text.body}
        limit={1024}
        error={errorOf('body')}
        onChange={(body) => onChange({ body })}
      />
      <Samples
        text={text.body}
        samples={text.bodySamples}
        error={errorOf('body_variables')}
        onChange={(bodySamples) => onChange({ bodySamples })}
      />
      <PlainText
        label={t('editor.footer')}
        value={text.footer}
        limit={60}
        error={errorOf('footer')}
        onChange={(footer) => onChange({ footer })}
      />
      <ButtonList buttons={text.buttons} errorOf={errorOf} onChange={(buttons) => onChange({ buttons })} />
    </>
  )
}

const AddLanguage = ({ languages, state }: { languages: LanguageItem[]; state: EditorState }) => {
  const { t } = useTranslation('templates')
  const [isOpen, setOpen] = useState(false)
  const free = languages.filter(({ id }) => state.draft.texts.every(({ languageId }) => languageId !== id))
  if (!isOpen)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('editor.addLanguage')}
      </Button>
    )
  return (
    <Select
      size="xs"
      autoFocus
      searchable
      defaultDropdownOpened
      aria-label={t('editor.addLanguage')}
      placeholder={t('editor.addLanguage')}
      nothingFoundMessage={t('list.noHit')}
      data={free.map(({ id, name }) => ({ value: `${id}`, label: name }))}
      onBlur={() => setOpen(false)}
      onChange={(value) => {
        setOpen(false)
        if (value) state.addLanguage(Number(value))
      }}
    />
  )
}
