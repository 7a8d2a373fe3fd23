import { ActionIcon, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Pencil, StickyNote, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import type { Chat, Note } from '../../api/types.ts'
import { clockTime, fullTime } from '../../components/time.ts'
import { can, useMe } from '../../session/session.ts'
import { RichText } from '../bubbles/rich-text.tsx'
import { chatPath, keyOf, notesQuery } from '../queries.ts'
import styles from './note-line.module.css'

const NoteEditor = lazy(() => import('./note-editor.tsx'))
const Confirm = lazy(() => import('../../components/confirm.tsx'))

/** What somebody of the team wrote for the others; no customer sees it. */
export const NoteLine = ({ chat, note }: { chat: Chat; note: Note }) => {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const remove = async () => {
    await call('DELETE', `${chatPath(keyOf(chat))}/notes/${note.id}`)
    await client.invalidateQueries(notesQuery(keyOf(chat)))
  }
  return (
    <article className={styles.note} aria-label={t('messages.note', { name: note.author.name })}>
      <header>
        <StickyNote size={14} aria-hidden />
        <strong>{note.author.name}</strong>
        <time dateTime={note.created_at} title={fullTime(note.created_at)}>
          {clockTime(note.created_at)}
        </time>
        {note.edited_at && <span>{t('messages.noteEdited')}</span>}
        {note.author.id === me.id && (
          <Tooltip label={t('messages.noteChange')}>
            <ActionIcon size="xs" aria-label={t('messages.noteChange')} onClick={() => setEditing(true)}>
              <Pencil size={13} />
            </ActionIcon>
          </Tooltip>
        )}
        {(note.author.id === me.id || can(me, 'manage')) && (
          <Tooltip label={t('messages.noteDelete')}>
            <ActionIcon size="xs" aria-label={t('messages.noteDelete')} onClick={() => setAsking(true)}>
              <Trash2 size={13} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      <Suspense fallback={<RichText>{note.body}</RichText>}>
        {isEditing ? (
          <NoteEditor chat={chat} note={note} onClose={() => setEditing(false)} />
        ) : (
          <RichText>{note.body}</RichText>
        )}
      </Suspense>
      <Suspense>
        {isAsking && (
          <Confirm
            title={t('messages.noteDelete')}
            action={t('action.delete', { ns: 'common' })}
            onConfirm={remove}
            onClose={() => setAsking(false)}
          >
            {t('messages.noteDeleteText')}
          </Confirm>
        )}
      </Suspense>
    </article>
  )
}
