import '@mantine/core/styles/Alert.layer.css'
import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ChartColumn, CircleAlert, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fieldText } from '../../components/field-errors.ts'
import { PageHeader } from '../../components/page-header.tsx'
import screen from '../../components/screen.module.css'
import type { Template } from '../../inbox/queries.ts'
import { useIntegrations } from '../../inbox/queries.ts'
import { can, useMe } from '../../session/session.ts'
import { errorText } from '../../words/error.ts'
import type { LanguageItem } from '../languages.ts'
import { Phone } from '../phone/phone.tsx'
import { useFileUrl } from '../phone/use-file-url.ts'
import { CATEGORIES, type Category } from '../status.ts'
import { newButton } from './draft.ts'
import styles from './editor.module.css'
import { LanguageTabs } from './language-tabs.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { RemoveButton } from './remove-button.tsx'
import { toMessage } from './to-message.ts'
import { type EditorState, useEditor } from './use-editor.ts'

type Props = {
  integrationId: number
  /** Undefined for a new one. */
  template: Template | undefined
  templates: Template[]
  languages: LanguageItem[]
}

/** Writes a template, or shows it to those who may only read. */
export const Editor = ({ integrationId, template, templates, languages }: Props) => {
  const { t } = useTranslation('templates')
  const mayManage = can(useMe(), 'manage')
  const state = useEditor({ integrationId, template, templates })
  const { draft, errors, busy } = state
  return (
    <div className={screen.screen}>
      <LeaveGuard isChanged={state.isChanged && mayManage} isLeaving={state.isLeaving} />
      <PageHeader title={template?.name ?? t('editor.new')}>
        {template && (
          <Button
            component={Link}
            to={`/templates/${integrationId}/${template.id}/statistics`}
            variant="default"
            leftSection={<ChartColumn size={16} aria-hidden />}
          >
            {t('list.statistics')}
          </Button>
        )}
        {mayManage && (
          <>
            {template && <RemoveButton integrationId={integrationId} template={template} state={state} />}
            <Button
              variant="default"
              loading={busy === 'save'}
              disabled={!state.isChanged}
              onClick={() => void state.save(false)}
            >
              {t('editor.save')}
            </Button>
            <Button
              leftSection={<Send size={16} aria-hidden />}
              loading={busy === 'submit'}
              disabled={!state.isChanged && !hasNews(template)}
              onClick={() => void state.save(true)}
            >
              {t('editor.submit')}
            </Button>
          </>
        )}
      </PageHeader>
      <div className={screen.content}>
        <div className={styles.columns}>
          <fieldset className={styles.form} disabled={!mayManage || busy !== undefined}>
            <Problem state={state} />
            <TextInput
              label={t('editor.name')}
              description={t('editor.nameHint')}
              placeholder="order_on_its_way"
              value={draft.name}
              error={fieldText(errors, 'name')}
              disabled={template?.translations.some(({ synced_at }) => synced_at !== null) ?? false}
              onChange={({ currentTarget: { value } }) => state.change({ name: toName(value) })}
            />
            <NativeSelect
              label={t('editor.category')}
              description={t(`category.${draft.category}Hint`)}
              value={draft.category}
              error={fieldText(errors, 'category')}
              disabled={template ? !template.category_editable : false}
              onChange={({ currentTarget: { value } }) => state.change(ofCategory(value as Category, state))}
              data={CATEGORIES.map((one) => ({ value: one, label: t(`category.${one}`) }))}
            />
            <LanguageTabs
              integrationId={integrationId}
              template={template}
              languages={languages}
              state={state}
              mayManage={mayManage}
            />
          </fieldset>
          <Preview integrationId={integrationId} state={state} />
        </div>
      </div>
    </div>
  )
}

/** Whether there is anything that Meta does not have yet. */
const hasNews = (template: Template | undefined): boolean =>
  template?.translations.some(({ draft, synced_at }) => draft !== null || synced_at === null) ?? false

/** What Meta takes as a name is written as one goes. */
const toName = (written: string): string => written.toLowerCase().replace(/[\s-]+/g, '_')

/** A message with a code has one button of its own kind, and no other message has it. */
const ofCategory = (category: Category, { draft }: EditorState) => ({
  category,
  texts: draft.texts.map((text) => {
    const others = text.buttons.filter(({ type }) => type !== 'otp')
    return { ...text, buttons: category === 'authentication' ? [newButton('otp')] : others }
  }),
})

const Problem = ({ state: { problem, errors } }: { state: EditorState }) => {
  const { t } = useTranslation('templates')
  if (problem === undefined) return null
  const count = Object.keys(errors).length
  return (
    <Alert color="red" role="alert" icon={<CircleAlert size={18} aria-hidden />}>
      {count > 0 ? t('editor.wrong', { count }) : errorText(problem)}
    </Alert>
  )
}

const Preview = ({ integrationId, state }: { integrationId: number; state: EditorState }) => {
  const { t } = useTranslation('templates')
  const { data: numbers = [] } = useIntegrations()
  const text = state.draft.texts.find(({ languageId }) => languageId === state.languageId)
  const fileUrl = useFileUrl(text?.file ?? null)
  if (!text) return null
  return (
    <aside className={styles.preview}>
      <h2 className={styles.previewTitle}>{t('editor.preview')}</h2>
      <Phone
        sender={numbers.find(({ id }) => id === integrationId)?.display_name ?? ''}
        message={toMessage({
          text,
          category: state.draft.category,
          integrationId,
          fileUrl,
          code: {
            body: t('code.sampleBody'),
            advice: t('code.sampleAdvice'),
            footer: (minutes) => t('code.sampleFooter', { minutes }),
          },
        })}
      />
    </aside>
  )
}
