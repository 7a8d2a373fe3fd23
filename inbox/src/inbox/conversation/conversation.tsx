import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Chat } from '../../api/types.ts'
import { ErrorState } from '../../components/error-state.tsx'
import type { View } from '../address.ts'
import { Composer } from '../composer/composer.tsx'
import type { ChatKey } from '../queries.ts'
import { chatQuery } from '../queries.ts'
import { type OpenPicker, useChatActions } from '../use-chat-actions.ts'
import { useChatKeys } from '../use-chat-keys.ts'
import { ChatHead } from './chat-head.tsx'
import styles from './conversation.module.css'
import { Messages } from './messages.tsx'
import { usePresence } from './use-presence.ts'
import { useRead } from './use-read.ts'

type Props = {
  view: View
  jumpTo: string | undefined
  isCustomerShown: boolean
  onCustomer: () => void
}

/** The chat that is open. Key it by the chat. */
export const Conversation = ({ chatKey, ...props }: Props & { chatKey: ChatKey }) => {
  const { data: chat, error, refetch } = useQuery(chatQuery(chatKey))
  if (chat) return <Loaded chat={chat} {...props} />
  return (
    <div className={styles.waiting}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loader size="sm" />}
    </div>
  )
}

const Loaded = ({ chat, view, jumpTo, ...customer }: Props & { chat: Chat }) => {
  const actions = useChatActions(chat)
  const [picker, setPicker] = useState<OpenPicker>()
  const [isChoosing, setChoosing] = useState(false)
  useRead(chat)
  const setTyping = usePresence(chat)
  const chooseTemplate = useCallback(() => setChoosing(true), [])
  useChatKeys(chat, actions, setPicker, chooseTemplate)
  return (
    <div className={styles.conversation}>
      <ChatHead
        chat={chat}
        view={view}
        actions={actions}
        picker={picker}
        onPicker={setPicker}
        {...customer}
      />
      <Messages chat={chat} jumpTo={jumpTo} onTemplate={chooseTemplate} />
      <Composer
        chat={chat}
        actions={actions}
        onTyping={setTyping}
        isChoosingTemplate={isChoosing}
        onChooseTemplate={setChoosing}
      />
    </div>
  )
}
