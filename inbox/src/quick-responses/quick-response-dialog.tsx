import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { VARIABLES } from '../../../src/quick-responses/variables.ts'
import { call } from '../api/call.ts'
import type { QuickResponse } from '../api/types.ts'
import { BubblePreview } from '../components/bubble-preview.tsx'
import { FormDialog } from '../components/form-dialog.tsx'
import { TextWithVariables, useSample } from '../components/text-with-variables.tsx'
import { useForm } from '../components/use-form.ts'
import { quickResponsesQuery } from '../inbox/queries.ts'
import { useMe } from '../session/session.ts'

/** Makes a quick response, or changes one. */
export const QuickResponseDialog = ({
  response,
  onClose,
}: {
  response?: QuickResponse
  onClose: () => void
}) => {
  const { t } = useTranslation('quick-responses')
  const client = useQueryClient()
  const me = useMe()
  const fillSample = useSample()
  const initial = {
    shortcut: response?.shortcut ?? '',
    title: response?.title ?? '',
    body: response?.body ?? '',
  }
  const form = useForm(initial, async (json) => {
    await (response
      ? call('PUT', `/quick-responses/${response.id}`, { json })
      : call('POST', '/quick-responses', { json }))
    await client.invalidateQueries({ queryKey: quickResponsesQuery.queryKey })
    onClose()
  })
  const { body } = form.values
  return (
    <FormDialog title={t(response ? 'changeTitle' : 'add')} form={form} size="lg" onClose={onClose}>
      <TextInput
        label={t('shortcut')}
        description={t('shortcutHint')}
        leftSection="/"
        required
        maxLength={32}
        pattern="[\p{L}\p{N}_\-]+"
        title={t('shortcutForm')}
        data-autofocus
        {...form.text('shortcut')}
      />
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        required
        maxLength={100}
        {...form.text('title')}
      />
      <TextWithVariables
        label={t('body')}
        required
        variables={VARIABLES}
        value={body}
        onText={(text) => form.set({ body: text })}
        error={form.errorOf('body')}
      />
      {body.trim() && (
        <BubblePreview label={t('preview')} text={fillSample(body, { 'agent.name': me.name })} />
      )}
    </FormDialog>
  )
}
