import { ActionIcon, Button, Popover } from '@mantine/core'
import { Copy, Reply, RotateCw, SmilePlus } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat, Message } from '../../api/types.ts'
import { clockTime, fullTime } from '../../components/time.ts'
import { useAgents } from '../../shell/agents.ts'
import { nameOf } from '../names.ts'
import { Body } from './body.tsx'
import styles from './bubble.module.css'
import { object, text, wordsOf } from './content.ts'
import { Quote } from './quote.tsx'
import { Ticks } from './ticks.tsx'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏']

export type BubbleActions = {
  reply: (message: Message) => void
  react: (message: Message, emoji: string) => void
  retry: (message: Message) => void
  /** Of a template only what it became is kept, not its values: they are filled in anew. */
  chooseTemplate: () => void
  jumpTo: (messageId: string) => void
}

type Props = {
  chat: Chat
  message: Message
  /** The message that this one answers, where it is loaded. */
  quoted: Message | undefined
  isFirst: boolean
  isMarked: boolean
  actions: BubbleActions
}

/** A message of either side, with all that was done to it. */
export const Bubble = memo(({ chat, message, quoted, isFirst, isMarked, actions }: Props) => {
  const { t } = useTranslation('inbox')
  const isOwn = message.direction === 'outbound'
  return (
    <article
      className={styles.row}
      data-own={isOwn || undefined}
      data-first={isFirst || undefined}
      data-marked={isMarked || undefined}
      aria-label={t('messages.received', {
        name: isOwn ? t('list.you') : nameOf(chat),
        text: wordsOf(message),
      })}
    >
      <div className={styles.bubble}>
        {object(message.context)['forwarded'] === true && (
          <span className={styles.above}>{t('messages.forwarded')}</span>
        )}
        {object(message.context)['referral'] !== undefined && (
          <span className={styles.above}>{t('messages.fromAd')}</span>
        )}
        {message.reply_to && (
          <Quote chat={chat} message={quoted} onClick={() => actions.jumpTo(message.reply_to!)} />
        )}
        <Body message={message} integrationId={chat.integration_id} />
        <Foot message={message} />
        <Reactions message={message} />
      </div>
      <Tools message={message} actions={actions} />
      <Failure message={message} actions={actions} />
    </article>
  )
})

const Foot = ({ message }: { message: Message }) => {
  const { t } = useTranslation('inbox')
  return (
    <span className={styles.foot}>
      <Writer message={message} />
      {message.edited && <span>{t('messages.edited')}</span>}
      <time dateTime={message.created_at} title={fullTime(message.created_at)}>
        {clockTime(message.created_at)}
      </time>
      {message.direction === 'outbound' && <Ticks status={message.status} />}
    </span>
  )
}

/** Who or what wrote it for the business. */
const Writer = ({ message: { origin, sent_by, direction } }: { message: Message }) => {
  const { t } = useTranslation('inbox')
  const { data: agents } = useAgents()
  if (direction === 'inbound') return null
  const agent = agents?.find(({ id }) => id === sent_by)
  if (agent) return <span>{agent.name}</span>
  if (origin === 'api') return <span>{t('messages.byProgram')}</span>
  if (origin === 'auto') return <span>{t('messages.byAuto')}</span>
  if (origin === 'phone') return <span>{t('messages.byPhone')}</span>
  return null
}

const Reactions = ({ message: { reactions } }: { message: Message }) =>
  reactions.length === 0 ? null : (
    <span className={styles.reactions}>
      {reactions.map(({ emoji, by }) => (
        <span key={by} data-own={by === 'business' || undefined}>
          {emoji}
        </span>
      ))}
    </span>
  )

/** What can be done with it: in sight for the pointer, and always there for the keyboard. */
const Tools = ({ message, actions }: { message: Message; actions: BubbleActions }) => {
  const { t } = useTranslation('inbox')
  const words = wordsOf(message)
  const canAnswer = message.wamid !== null && !message.revoked_at
  return (
    <span className={styles.tools}>
      {canAnswer && (
        <ActionIcon
          size="sm"
          aria-label={t('messages.reply')}
          title={t('messages.reply')}
          onClick={() => actions.reply(message)}
        >
          <Reply size={15} />
        </ActionIcon>
      )}
      {canAnswer && <ReactButton message={message} onReact={actions.react} />}
      {words && (
        <ActionIcon
          size="sm"
          aria-label={t('messages.copy')}
          title={t('messages.copy')}
          onClick={() => void navigator.clipboard.writeText(words)}
        >
          <Copy size={14} />
        </ActionIcon>
      )}
    </span>
  )
}

const ReactButton = ({ message, onReact }: { message: Message; onReact: BubbleActions['react'] }) => {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const own = message.reactions.find(({ by }) => by === 'business')?.emoji
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          size="sm"
          aria-label={t('messages.reactions')}
          title={t('messages.reactions')}
          onClick={() => setOpen(!isOpen)}
        >
          <SmilePlus size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        {EMOJI.map((emoji) => (
          <ActionIcon
            key={emoji}
            variant={emoji === own ? 'light' : 'subtle'}
            aria-label={t('messages.react', { emoji })}
            aria-pressed={emoji === own}
            onClick={() => {
              onReact(message, emoji === own ? '' : emoji)
              setOpen(false)
            }}
          >
            {emoji}
          </ActionIcon>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

const ENDED_BADLY: ReadonlySet<string> = new Set(['failed', 'expired', 'cancelled'])
/** What can be made anew of what is stored. */
const CAN_SEND_AGAIN: ReadonlySet<string> = new Set([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
])

const Failure = ({ message, actions }: { message: Message; actions: BubbleActions }) => {
  const { t } = useTranslation('inbox')
  if (message.direction === 'inbound' || !ENDED_BADLY.has(message.status)) return null
  const { error, status, type } = message
  const isTemplate = type === 'template'
  return (
    <div className={styles.failure}>
      <span>
        <strong>{t(`status.${status as 'failed'}`)}</strong>
        {error && ` · ${text(error.what_to_do) || error.details || error.title}`}
      </span>
      {(isTemplate || CAN_SEND_AGAIN.has(type)) && (
        <Button
          size="compact-xs"
          variant="light"
          color="red"
          leftSection={<RotateCw size={12} aria-hidden />}
          onClick={() => (isTemplate ? actions.chooseTemplate() : actions.retry(message))}
        >
          {t(isTemplate ? 'composer.chooseTemplate' : 'messages.retry')}
        </Button>
      )}
    </div>
  )
}
