import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { call } from '../../api/call.ts'
import type { Chat, Message } from '../../api/types.ts'
import { tellError } from '../../words/error.ts'
import type { BubbleActions } from '../bubbles/bubble.tsx'
import { contentOf, text, wordsOf } from '../bubbles/content.ts'
import { focusComposer } from '../composer/focus.ts'
import { writeDraft } from '../drafts.ts'
import { addressOf } from '../names.ts'
import { send } from '../outbox.ts'
import { keyOf, mediaUrl } from '../queries.ts'

/** What can be done with the messages of a chat. */
export const useMessageActions = (
  chat: Chat,
  jumpTo: (messageId: string) => void,
  chooseTemplate: () => void,
): BubbleActions => {
  const client = useQueryClient()
  const latest = useRef(chat)
  latest.current = chat
  return useMemo(
    () => ({
      jumpTo,
      chooseTemplate,
      reply: (message) => {
        writeDraft(keyOf(latest.current), { mode: 'reply', replyTo: message.message_id })
        focusComposer()
      },
      react: (message, emoji) => {
        const { integration_id } = latest.current
        const json = { to: addressOf(latest.current), message_id: message.message_id, emoji }
        const headers = { 'idempotency-key': crypto.randomUUID() }
        call('POST', `/integrations/${integration_id}/conversations/messages/reactions`, {
          json,
          headers,
        }).catch(tellError)
      },
      retry: (message) => {
        compose(latest.current, message)
          .then((content) => send(client, keyOf(latest.current), content))
          .catch(tellError)
      },
    }),
    [client, jumpTo, chooseTemplate],
  )
}

/** What is sent as the object of the Cloud API that is stored of it, by its type. */
const OBJECTS: Record<string, string | undefined> = {
  location: '/messages/locations',
  contacts: '/messages/contacts',
  interactive: '/messages/interactive',
}

/** A message that failed for good is sent anew, as another one. */
const compose = async (chat: Chat, message: Message) => {
  const to = addressOf(chat)
  const content = contentOf(message)
  const replyTo = message.reply_to === undefined ? {} : { replyTo: message.reply_to }
  const path = OBJECTS[message.type]
  if (path)
    return {
      kind: 'object' as const,
      to,
      path,
      object: { [message.type]: message.content },
      text: wordsOf(message),
      ...replyTo,
    }
  if (message.type === 'text') return { kind: 'text' as const, to, text: text(content['body']), ...replyTo }
  const response = await fetch(mediaUrl(chat.integration_id, text(content['id'])))
  if (!response.ok) throw new Error(response.statusText)
  const blob = await response.blob()
  const file = new File([blob], text(content['filename']) || message.type, { type: blob.type })
  const caption = text(content['caption'])
  return {
    kind: 'file' as const,
    to,
    file,
    previewUrl: URL.createObjectURL(file),
    ...(caption && { caption }),
    ...replyTo,
  }
}
