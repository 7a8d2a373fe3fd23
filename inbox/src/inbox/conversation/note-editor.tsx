import { Button, Group, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import type { Chat, Note } from '../../api/types.ts'
import { FormError } from '../../components/form-error.tsx'
import { useForm } from '../../components/use-form.ts'
import { useAgents } from '../../shell/agents.ts'
import { findMentioned } from '../composer/mentions.tsx'
import { chatPath, keyOf, notesQuery } from '../queries.ts'

/** In place of a note, for whoever wrote it. */
const NoteEditor = ({ chat, note, onClose }: { chat: Chat; note: Note; onClose: () => void }) => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const { data: team = [] } = useAgents()
  const form = useForm({ body: note.body }, async ({ body }) => {
    const json = { body: body.trim(), mentions: findMentioned(body, team) }
    await call('PUT', `${chatPath(keyOf(chat))}/notes/${note.id}`, { json })
    await client.invalidateQueries(notesQuery(keyOf(chat)))
    onClose()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Textarea
        aria-label={t('messages.noteChange')}
        autosize
        minRows={2}
        maxRows={10}
        autoFocus
        {...form.text('body')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      <Group justify="flex-end" gap="xs" mt={6}>
        <FormError error={form.error} />
        <Button size="compact-xs" variant="default" onClick={onClose}>
          {t('action.cancel', { ns: 'common' })}
        </Button>
        <Button
          size="compact-xs"
          type="submit"
          loading={form.isBusy}
          disabled={form.values.body.trim() === ''}
        >
          {t('action.save', { ns: 'common' })}
        </Button>
      </Group>
    </form>
  )
}

export default NoteEditor
