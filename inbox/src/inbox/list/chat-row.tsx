import { Link } from '@tanstack/react-router'
import { Flag } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { Face } from '../../components/face.tsx'
import { fullTime, shortTime } from '../../components/time.ts'
import type { View } from '../address.ts'
import { KindIcon } from '../bubbles/kind-icon.tsx'
import { Ticks } from '../bubbles/ticks.tsx'
import { useDraft } from '../drafts.ts'
import { nameOf } from '../names.ts'
import { keyOf, useIntegrations } from '../queries.ts'
import { TagChip } from '../tag-chip.tsx'
import styles from './chat-row.module.css'

type Props = { chat: Chat; view: View; now: number; isOpen: boolean }

export const ChatRow = memo(({ chat, view, now, isOpen }: Props) => {
  const { t } = useTranslation('inbox')
  const name = nameOf(chat)
  return (
    <Link
      to="/inbox/$view/$integrationId/$chatId"
      params={{ view, integrationId: chat.integration_id, chatId: chat.id }}
      search={({ message: _, ...search }) => search}
      className={styles.row}
      preload={false}
      data-open={isOpen || undefined}
      data-unread={chat.unread > 0 || undefined}
    >
      <Face name={name} size={36} />
      <span className={styles.main}>
        <span className={styles.line}>
          <span className={styles.name}>{name}</span>
          <NumberName integrationId={chat.integration_id} />
          {chat.priority !== 'normal' && <PriorityFlag priority={chat.priority} />}
          <time
            className={styles.time}
            dateTime={chat.last_message_at}
            title={fullTime(chat.last_message_at)}
          >
            {shortTime(chat.last_message_at, now)}
          </time>
        </span>
        <span className={styles.line}>
          <Preview chat={chat} />
          {chat.unread > 0 && (
            <span className={styles.unread}>
              <span aria-hidden>{chat.unread > 99 ? '99+' : chat.unread}</span>
              <span className="sr-only">{t('list.unread', { count: chat.unread })}</span>
            </span>
          )}
          {chat.assignee && (
            <span title={t('list.assignedTo', { name: chat.assignee.name })}>
              <Face
                name={chat.assignee.name}
                size={18}
                label={t('list.assignedTo', { name: chat.assignee.name })}
              />
            </span>
          )}
        </span>
        {chat.tags.length > 0 && (
          <span className={styles.marks}>
            {chat.tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} />
            ))}
          </span>
        )}
      </span>
    </Link>
  )
})

const Preview = ({ chat }: { chat: Chat }) => {
  const { t } = useTranslation('inbox')
  const draft = useDraft(keyOf(chat))
  const last = chat.last_message
  if (draft.text)
    return (
      <span className={styles.preview}>
        <b className={styles.draft}>{t('list.draft')}</b> {draft.text}
      </span>
    )
  if (!last) return <span className={styles.preview} />
  return (
    <span className={styles.preview}>
      {last.direction === 'outbound' && <Ticks status={last.status} size={14} />}
      <KindIcon type={last.type} />
      {last.text ?? t(`kind.${last.type as 'text'}`, { defaultValue: last.type })}
    </span>
  )
}

const PriorityFlag = ({ priority }: { priority: Chat['priority'] }) => {
  const { t } = useTranslation('inbox')
  return (
    <Flag
      className={styles.flag}
      data-priority={priority}
      size={13}
      role="img"
      aria-label={t(`priority.${priority}`)}
      fill={priority === 'urgent' ? 'currentColor' : 'none'}
    />
  )
}

/** Which of the business's numbers it is with, where there are several. */
const NumberName = ({ integrationId }: { integrationId: number }) => {
  const { data: integrations = [] } = useIntegrations()
  const number = integrations.length > 1 && integrations.find(({ id }) => id === integrationId)
  return number ? <span className={styles.number}>{number.display_name}</span> : null
}
