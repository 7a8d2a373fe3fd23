import { CloseButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { Quote } from '../bubbles/quote.tsx'
import { writeDraft } from '../drafts.ts'
import { keyOf, messagesQuery } from '../queries.ts'
import styles from './composer.module.css'

/** The message that is being answered. */
export const QuotedDraft = ({ chat, messageId }: { chat: Chat; messageId: string }) => {
  const { t } = useTranslation('inbox')
  const { data } = useInfiniteQuery(messagesQuery(keyOf(chat)))
  const message = data?.pages.flatMap(({ items }) => items).find(({ message_id }) => message_id === messageId)
  return (
    <div className={styles.quoted}>
      <Quote chat={chat} message={message} />
      <CloseButton
        size="sm"
        aria-label={t('composer.stopQuoting')}
        onClick={() => writeDraft(keyOf(chat), { replyTo: undefined })}
      />
    </div>
  )
}
