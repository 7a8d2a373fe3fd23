import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fullTime, shortTime } from '../../components/time.ts'
import { integrationsQuery } from '../../inbox/queries.ts'
import { TagChip } from '../../inbox/tag-chip.tsx'
import { Card } from '../../settings/page.tsx'
import type { ContactDetails } from '../queries.ts'
import styles from './profile.module.css'

type ContactChat = ContactDetails['chats'][number]

/** Their chat with each of our numbers, each a way into the inbox. */
export const Chats = ({ contact: { chats } }: { contact: ContactDetails }) => {
  const { t } = useTranslation('contacts')
  return (
    <Card title={t('chats')}>
      {chats.length === 0 ? (
        <Text c="dimmed">{t('noChats')}</Text>
      ) : (
        <ul className={styles.chats}>
          {chats.map((chat) => (
            <li key={chat.integration_id}>
              <ChatLink chat={chat} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const ChatLink = ({ chat }: { chat: ContactChat }) => {
  const { t } = useTranslation(['contacts', 'inbox'])
  const { data: numbers = [] } = useQuery(integrationsQuery)
  const number = numbers.find(({ id }) => id === chat.integration_id)
  const isActive = chat.state === 'active'
  const { integration_id: integrationId, chat_id: chatId, assignee, last_message_at: at } = chat
  return (
    <Link
      to="/inbox/$view/$integrationId/$chatId"
      params={{ view: isActive ? 'all' : 'archived', integrationId, chatId }}
      className={styles.chat}
    >
      <MessageCircle size={18} aria-hidden />
      <span className={styles.chatWords}>
        <strong>{number?.display_name ?? integrationId}</strong>
        <span className={styles.quiet}>
          {t(isActive ? 'customer.active' : 'customer.archived', { ns: 'inbox' })}
          {assignee && ` · ${t('list.assignedTo', { ns: 'inbox', name: assignee.name })}`}
        </span>
        {chat.tags.length > 0 && (
          <span className={styles.tags}>
            {chat.tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} />
            ))}
          </span>
        )}
      </span>
      <time className={styles.quiet} dateTime={at} title={fullTime(at)}>
        {shortTime(at)}
      </time>
    </Link>
  )
}
