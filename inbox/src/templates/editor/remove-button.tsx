import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { showToast } from '../../components/toasts.tsx'
import { type Template, templatesQuery } from '../../inbox/queries.ts'
import type { EditorState } from './use-editor.ts'

const Confirm = lazy(() => import('../../components/confirm.tsx'))

/** Deletes a template with all its languages, at WhatsApp and here. */
export const RemoveButton = ({
  integrationId,
  template,
  state,
}: {
  integrationId: number
  template: Template
  state: EditorState
}) => {
  const { t } = useTranslation('templates')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const remove = async () => {
    await call('DELETE', `/integrations/${integrationId}/conversations/templates/${template.id}`)
    state.isLeaving.current = true
    await navigate({ to: '/templates', search: { number: integrationId } })
    client.setQueryData(templatesQuery(integrationId).queryKey, (now) =>
      now?.filter(({ id }) => id !== template.id),
    )
    showToast({ tone: 'info', message: t('remove.done', { name: template.name }) })
  }
  return (
    <>
      <Button variant="default" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('action.delete', { ns: 'common' })}
      </Button>
      <Suspense>
        {isOpen && (
          <Confirm
            title={t('remove.title', { name: template.name })}
            action={t('action.delete', { ns: 'common' })}
            onConfirm={remove}
            onClose={() => setOpen(false)}
          >
            {t('remove.text')}
          </Confirm>
        )}
      </Suspense>
    </>
  )
}

/** Deletes one language; one that was never kept goes at once. */
export const RemoveLanguage = ({
  integrationId,
  template,
  isStored,
  languageId,
  language,
  state,
}: {
  integrationId: number
  template: Template | undefined
  isStored: boolean
  languageId: number
  language: string
  state: EditorState
}) => {
  const { t } = useTranslation('templates')
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const remove = async () => {
    await call('DELETE', `/integrations/${integrationId}/conversations/templates/${template?.id}`, {
      query: { language_id: languageId },
    })
    state.removeLanguage(languageId)
    await client.invalidateQueries({ queryKey: ['templates', integrationId] })
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={() => (isStored ? setOpen(true) : state.removeLanguage(languageId))}
      >
        {t('remove.language', { language })}
      </Button>
      <Suspense>
        {isOpen && (
          <Confirm
            title={t('remove.languageTitle', { language })}
            action={t('action.delete', { ns: 'common' })}
            onConfirm={remove}
            onClose={() => setOpen(false)}
          >
            {t('remove.languageText')}
          </Confirm>
        )}
      </Suspense>
    </>
  )
}
