import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventData } from '../../../src/events/event.ts'
import { call } from '../api/call.ts'
import type { Chat } from '../api/types.ts'
import { showToast } from '../components/toasts.tsx'
import { useEvents } from '../live/listeners.ts'
import { readPreferences, usePreferences } from '../preferences.ts'
import { useMe } from '../session/session.ts'
import { agentsQuery } from '../shell/agents.ts'
import { nameOf } from './names.ts'
import { type ChatKey, chatPath, chatQuery, keyOf } from './queries.ts'
import { beep } from './sound.ts'
import { countUnread } from './unread.ts'

/** Tells of new messages those who do not look: by words for a screen reader, a sound, the title, the desktop. */
export const Announcer = ({ open }: { open: ChatKey | undefined }) => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const [words, setWords] = useState('')
  useTitle(useUnread())
  useMentioned()
  useEvents((events) => {
    const received = events.filter(
      ({ type, data }) => type === 'message.received' && data['direction'] === 'inbound',
    )
    const keys = new Map(
      received.map(({ integration_id, data }) => {
        const key = { integrationId: Number(integration_id), chatId: Number(data['chat_id']) }
        return [chatPath(key), key]
      }),
    )
    for (const [path, key] of keys) {
      void client
        .ensureQueryData({ ...chatQuery(key), queryFn: () => call<Chat>('GET', path) })
        .then((chat) => {
          // What others answer is not for everybody's ears.
          if (chat.assignee !== null && chat.assignee.id !== me.id) return
          const name = nameOf(chat)
          setWords(t('messages.received', { name, text: chat.last_message?.text ?? '' }))
          const isLookedAt = document.visibilityState === 'visible' && open?.chatId === key.chatId
          if (isLookedAt) return
          if (readPreferences().sound) beep()
          showOnDesktop(name, chat, () =>
            navigate({
              to: '/inbox/$view/$integrationId/$chatId',
              params: { view: 'all', ...keyOf(chat) },
            }),
          )
        })
        .catch(() => undefined)
    }
  })
  return (
    <div className="sr-only" aria-live="polite">
      {words}
    </div>
  )
}

/** Tells whoever a note names, once. */
const useMentioned = (): void => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const told = useRef(new Set<number>())
  useEvents((events) => {
    for (const { type, integration_id, data } of events) {
      const { note_id, author_id, mentions, is_deleted, chat_id } = data as Partial<EventData['note.updated']>
      if (type !== 'note.updated' || is_deleted || author_id === me.id || !mentions?.includes(me.id)) continue
      if (told.current.has(note_id!)) continue
      told.current.add(note_id!)
      const key = { integrationId: Number(integration_id), chatId: chat_id! }
      const author = client.getQueryData(agentsQuery.queryKey)?.find(({ id }) => id === author_id)
      client
        .ensureQueryData(chatQuery(key))
        .then((chat) => {
          if (readPreferences().sound) beep()
          showToast({
            tone: 'info',
            title: t('mention.title', { name: author?.name ?? '' }),
            message: nameOf(chat),
            action: {
              label: t('mention.open'),
              run: () =>
                void navigate({ to: '/inbox/$view/$integrationId/$chatId', params: { view: 'all', ...key } }),
            },
          })
        })
        .catch(() => undefined)
    }
  })
}

const showOnDesktop = (title: string, chat: Chat, open: () => unknown): void => {
  const isWanted = readPreferences().desktop && document.visibilityState !== 'visible'
  if (!isWanted || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const shown = new Notification(title, {
    body: chat.last_message?.text ?? '',
    tag: `${chat.integration_id}/${chat.id}`,
  })
  shown.onclick = () => {
    window.focus()
    void open()
    shown.close()
  }
}

/** Chats with something to read, of those that are loaded and this user's or nobody's. */
const useUnread = (): number => {
  const client = useQueryClient()
  const me = useMe()
  const [count, setCount] = useState(0)
  useEffect(() => {
    const look = () => setCount(countUnread(client, me.id))
    look()
    return client.getQueryCache().subscribe(({ query, type }) => {
      if (type === 'updated' && query.queryKey[0] === 'chats') queueMicrotask(look)
    })
  }, [client, me.id])
  return count
}

const useTitle = (count: number): void => {
  const { t } = useTranslation()
  const { title } = usePreferences()
  useEffect(() => {
    document.title = title && count > 0 ? `(${count}) ${t('app')}` : t('app')
    return () => {
      document.title = t('app')
    }
  }, [count, title, t])
}
