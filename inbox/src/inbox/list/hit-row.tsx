import { Link } from '@tanstack/react-router'
import { type LucideIcon, MessageSquareText, StickyNote, UserRound } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullTime, shortTime } from '../../components/time.ts'
import type { View } from '../address.ts'
import { nameOf } from '../names.ts'
import type { Hit } from '../queries.ts'
import styles from './search-results.module.css'

const ICONS: Record<string, LucideIcon> = {
  message: MessageSquareText,
  note: StickyNote,
  contact: UserRound,
}

type Props = { hit: Hit; view: View; now: number; isOpen: boolean }

/** Something that was found, with whom it is of; leads to its place in the chat. */
export const HitRow = memo(({ hit, view, now, isOpen }: Props) => {
  const { t } = useTranslation('inbox')
  const Icon = ICONS[hit.kind] ?? MessageSquareText
  const { integration_id: integrationId, chat_id: chatId, at } = hit
  return (
    <Link
      to="/inbox/$view/$integrationId/$chatId"
      params={{ view, integrationId, chatId }}
      search={(search) => ({ ...search, message: hit.message_id ?? undefined })}
      className={styles.hit}
      preload={false}
      data-open={isOpen || undefined}
    >
      <span className={styles.line}>
        <Icon
          size={14}
          {...(hit.kind === 'message'
            ? { 'aria-hidden': true }
            : { role: 'img', 'aria-label': t(`search.${hit.kind as 'note' | 'contact'}`) })}
        />
        <span className={styles.name}>{nameOf(hit.contact)}</span>
        <time className={styles.time} dateTime={at} title={fullTime(at)}>
          {shortTime(at, now)}
        </time>
      </span>
      <span className={styles.snippet}>
        <Marked {...hit.snippet} />
      </span>
    </Link>
  )
})

/** A text with the words marked that were looked for. */
const Marked = ({ text, marks }: Hit['snippet']) => {
  const ends = [0, ...marks.flat(), text.length]
  return ends.slice(1).map((end, index) => {
    const [from = 0, part] = [ends[index], text.slice(ends[index], end)]
    // Every second part is one of the marked ones.
    return index % 2 === 1 ? <mark key={from}>{part}</mark> : part
  })
}
