import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat, Priority } from '../api/types.ts'
import { showToast } from '../components/toasts.tsx'
import { useMe } from '../session/session.ts'
import { tellError } from '../words/error.ts'
import { addTag, assignChat, closeChat, removeTag, reopenChat, setPriority, TakenError } from './actions.ts'

/** Which of the lists over the conversation is open. */
export type OpenPicker = 'assign' | 'close' | 'tag' | undefined

export type ChatActions = {
  /** Takes the chat, from whoever has it as it is shown. */
  claim: () => void
  /** The same, for what goes on with it: false when somebody else was faster, which has been told. */
  claimFirst: () => Promise<boolean>
  assign: (userId: number | null) => void
  close: (reasonId: number) => void
  reopen: () => void
  tag: (tag: { tag_id: number } | { name: string }) => void
  untag: (tagId: number) => void
  setPriority: (priority: Priority) => void
  canReopen: boolean
}

export const useChatActions = (chat: Chat): ChatActions => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const me = useMe()
  return useMemo(() => {
    const tell = (error: unknown): void => {
      if (error instanceof TakenError)
        showToast({ tone: 'info', message: t('chat.lost', { name: error.by.name }) })
      else tellError(error)
    }
    const run = (work: Promise<void>): void => void work.catch(tell)
    return {
      claim: () => run(assignChat(client, chat, me.id)),
      claimFirst: () =>
        assignChat(client, chat, me.id).then(
          () => true,
          (error) => {
            tell(error)
            return false
          },
        ),
      assign: (userId) => run(assignChat(client, chat, userId)),
      close: (reasonId) => run(closeChat(client, chat, reasonId)),
      reopen: () => run(reopenChat(client, chat)),
      tag: (tag) => run(addTag(client, chat, tag)),
      untag: (tagId) => run(removeTag(client, chat, tagId)),
      setPriority: (priority) => run(setPriority(client, chat, priority)),
      canReopen: chat.window_expires_at !== null && Date.parse(chat.window_expires_at) > Date.now(),
    }
  }, [chat, client, me.id, t])
}
