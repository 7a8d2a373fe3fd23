import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OfflineError } from '../../api/call.ts'
import { showToast } from '../../components/toasts.tsx'
import { type Template, templatesQuery } from '../../inbox/queries.ts'
import { type Draft, draftFrom, newText, type TextDraft } from './draft.ts'
import { type DraftErrors, SaveError, saveTemplate } from './save.ts'

/** A template that many begin with: the language that the viewer reads. */
const firstDraft = (language: string): Draft => ({
  name: '',
  category: 'utility',
  texts: [newText(language === 'tr' ? 2 : 1)],
})

type Options = { integrationId: number; template: Template | undefined; templates: Template[] }

/** What is being written, what is wrong with it, and the ways to keep it. */
export const useEditor = ({ integrationId, template, templates }: Options) => {
  const { t, i18n } = useTranslation('templates')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => (template ? draftFrom(template) : firstDraft(i18n.language)))
  const [saved, setSaved] = useState(draft)
  const [languageId, setLanguageId] = useState(draft.texts[0]?.languageId ?? 1)
  const [errors, setErrors] = useState<DraftErrors>({})
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState<'save' | 'submit'>()
  const madeId = useRef(template?.id)
  const [knownIds] = useState(() => new Set(templates.map(({ id }) => id)))
  const isLeaving = useRef(false)

  const fail = (error: unknown) => {
    const fields = error instanceof SaveError ? error.fields : {}
    if (error instanceof SaveError) madeId.current ??= error.templateId
    setErrors(fields)
    setProblem(error instanceof SaveError && error.cause instanceof OfflineError ? error.cause : error)
    // The first that is wrong is shown, whichever language it is in.
    const wrong = Object.keys(fields).map((field) => Number.parseInt(field, 10))
    if (!wrong.includes(languageId)) setLanguageId((now) => wrong.find((id) => id > 0) ?? now)
  }

  const save = async (isToSubmit: boolean): Promise<void> => {
    setBusy(isToSubmit ? 'submit' : 'save')
    setErrors({})
    setProblem(undefined)
    try {
      const editable = draft.texts.filter(
        (text) => template?.translations.find((one) => one.language_id === text.languageId)?.editable ?? true,
      )
      const stored = await saveTemplate({
        integrationId,
        templateId: madeId.current,
        draft: { ...draft, texts: editable },
        isToSubmit,
        knownIds,
      })
      client.setQueryData(templatesQuery(integrationId).queryKey, (now) => [
        stored,
        ...(now ?? []).filter(({ id }) => id !== stored.id),
      ])
      const next = draftFrom(stored)
      setDraft(next)
      setSaved(next)
      showToast({ tone: 'info', message: t(isToSubmit ? 'editor.submitted' : 'editor.saved') })
      isLeaving.current = true
      if (!template)
        await navigate({
          to: '/templates/$integrationId/$templateId',
          params: { integrationId, templateId: `${stored.id}` },
          replace: true,
        })
      isLeaving.current = false
    } catch (error) {
      fail(error)
    } finally {
      setBusy(undefined)
      void client.invalidateQueries({ queryKey: ['templates', integrationId] })
    }
  }

  return {
    draft,
    errors,
    problem,
    busy,
    languageId,
    isChanged: draft !== saved,
    isLeaving,
    setLanguageId,
    save,
    change: (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change })),
    changeText: (change: Partial<TextDraft>) =>
      setDraft((now) => ({
        ...now,
        texts: now.texts.map((text) => (text.languageId === languageId ? { ...text, ...change } : text)),
      })),
    /** A new language begins as what is shown, to be translated where it stands. */
    addLanguage: (id: number) => {
      setDraft((now) => {
        const shown = now.texts.find((text) => text.languageId === languageId)
        return { ...now, texts: [...now.texts, { ...(shown ?? newText(id)), languageId: id }] }
      })
      setLanguageId(id)
    },
    removeLanguage: (id: number) => {
      const next = { ...draft, texts: draft.texts.filter((text) => text.languageId !== id) }
      setDraft(next)
      if (draft === saved) setSaved(next)
      setLanguageId(next.texts[0]?.languageId ?? id)
    },
  }
}

export type EditorState = ReturnType<typeof useEditor>
