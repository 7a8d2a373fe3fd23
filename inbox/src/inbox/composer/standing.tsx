import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import type { ChatActions } from '../use-chat-actions.ts'
import styles from './composer.module.css'

type Props = {
  chat: Chat
  isOpen: boolean
  isOthers: boolean
  actions: ChatActions
  onTemplate: () => void
}

/** In place of the text box, where writing freely is not possible or would cross somebody: why, and what to do. */
export const Standing = ({ chat, isOpen, isOthers, actions, onTemplate }: Props) => {
  const { t } = useTranslation('inbox')
  if (isOthers)
    return (
      <div className={styles.standing}>
        <span>{t('chat.has', { name: chat.assignee?.name })}</span>
        <Button size="xs" variant="light" onClick={actions.claim}>
          {t('chat.take')}
        </Button>
      </div>
    )
  if (isOpen)
    return (
      <div className={styles.standing}>
        <ClosedWords chat={chat} />
        <Button size="xs" variant="light" onClick={actions.reopen}>
          {t('chat.reopen')}
        </Button>
      </div>
    )
  return (
    <div className={styles.standing}>
      <span>{t(chat.window_expires_at === null ? 'composer.windowNever' : 'composer.windowShut')}</span>
      <Button size="xs" onClick={onTemplate}>
        {t('composer.chooseTemplate')}
      </Button>
    </div>
  )
}

const ClosedWords = ({ chat: { reason, closed_by } }: { chat: Chat }) => {
  const { t } = useTranslation('inbox')
  if (!reason) return <span>{t('chat.archived')}</span>
  return (
    <span>
      {closed_by
        ? t('chat.closedBy', { name: closed_by.name, reason: reason.name })
        : t('chat.closed', { reason: reason.name })}
    </span>
  )
}
