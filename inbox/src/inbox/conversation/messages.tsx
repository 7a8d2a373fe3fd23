import { ActionIcon, Loader } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ArrowDown, MessageCircleDashed } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Chat, Message } from '../../api/types.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Bubble } from '../bubbles/bubble.tsx'
import { OutgoingBubble } from '../bubbles/outgoing-bubble.tsx'
import { useOutbox } from '../outbox.ts'
import { historyQuery, keyOf, messagesQuery, notesQuery } from '../queries.ts'
import { buildTimeline, findFirstUnread, type Line } from '../timeline.ts'
import { HistoryLine } from './history-line.tsx'
import { DayLine, UnreadLine } from './marks.tsx'
import styles from './messages.module.css'
import { NoteLine } from './note-line.tsx'
import { useEnd } from './use-end.ts'
import { useJump } from './use-jump.ts'
import { useMessageActions } from './use-message-actions.ts'
import { useNewest } from './use-newest.ts'

/** So near to an end of what is held, what stands beyond it is read. */
const LOAD_PX = 600

const NONE: Message[] = []

/** What was written in a chat, with what the team did with it. Key it by the chat. */
export const Messages = ({
  chat,
  jumpTo,
  onTemplate,
}: {
  chat: Chat
  jumpTo: string | undefined
  /** Does not change from one rendering to the next. */
  onTemplate: () => void
}) => {
  const { t } = useTranslation('inbox')
  const key = keyOf(chat)
  const query = useInfiniteQuery(messagesQuery(key))
  const { data: notes = [] } = useQuery(notesQuery(key))
  const { data: history = [] } = useQuery(historyQuery(key))
  const outgoing = useOutbox(key)
  const messages = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const { hasPreviousPage: hasNewer, isFetchingPreviousPage, fetchPreviousPage } = query
  const firstUnreadId = useFirstUnread(chat, hasNewer ? NONE : messages)
  const lines = useMemo(
    () =>
      buildTimeline({ messages, notes, history, outgoing, hasOlder: hasNextPage, hasNewer, firstUnreadId }),
    [messages, notes, history, outgoing, hasNextPage, hasNewer, firstUnreadId],
  )
  const byId = useMemo(() => new Map(messages.map((one) => [one.message_id, one])), [messages])
  const list = useRef<VirtualizerHandle>(null)
  const { isAtEnd, noteScroll, toEnd, followEnd, handlers, onResize } = useEnd(list, lines, hasNewer)
  const toNewest = useNewest(key, { hasNewer, outgoing: outgoing.length, toEnd, followEnd })
  const isShift = useIsPrepended(lines)
  const { marked, jump, isSeeking } = useJump(jumpTo, {
    chatKey: key,
    list,
    lines,
    isLoaded: query.data !== undefined,
    followEnd,
  })
  const actions = useMessageActions(chat, jump, onTemplate)

  const scroll = (offset: number) => {
    noteScroll(offset)
    const handle = list.current
    // One side at a time: reading the one ends the reading of the other.
    if (!handle || isFetchingNextPage || isFetchingPreviousPage) return
    if (offset < LOAD_PX && hasNextPage) void fetchNextPage()
    else if (offset + handle.viewportSize > handle.scrollSize - LOAD_PX && hasNewer) void fetchPreviousPage()
  }

  if (query.isPending || isSeeking)
    return (
      <div className={styles.busy}>
        <Loader size="sm" />
      </div>
    )
  if (query.isError && messages.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (lines.length === 0) return <EmptyState icon={MessageCircleDashed} title={t('empty.noMessages')} />
  return (
    <div className={styles.frame}>
      {isFetchingNextPage && (
        <div className={styles.older} role="status">
          <Loader size="xs" />
          <span className="sr-only">{t('messages.older')}</span>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be scrolled by keys, too */}
      <section className={styles.scroll} aria-label={t('messages.label')} tabIndex={0} {...handlers}>
        <div className={styles.spacer} />
        <Virtualizer
          ref={list}
          data={lines}
          shift={isShift}
          onScroll={scroll}
          onResize={onResize}
          bufferSize={600}
        >
          {(line) => (
            <LineView key={line.key} line={line} chat={chat} byId={byId} marked={marked} actions={actions} />
          )}
        </Virtualizer>
      </section>
      {(!isAtEnd || hasNewer) && (
        <ActionIcon
          className={styles.toEnd}
          variant="default"
          radius="xl"
          size="lg"
          aria-label={t('messages.toEnd')}
          onClick={toNewest}
        >
          <ArrowDown size={18} />
        </ActionIcon>
      )}
    </div>
  )
}

type LineProps = {
  line: Line
  chat: Chat
  byId: Map<string, Message>
  marked: string | undefined
  actions: ReturnType<typeof useMessageActions>
}

const LineView = ({ line, chat, byId, marked, actions }: LineProps) => {
  switch (line.kind) {
    case 'day':
      return <DayLine at={line.at} />
    case 'unread':
      return <UnreadLine />
    case 'message':
      return (
        <Bubble
          chat={chat}
          message={line.message}
          quoted={line.message.reply_to === undefined ? undefined : byId.get(line.message.reply_to)}
          isFirst={line.isFirst}
          isMarked={marked === line.key}
          actions={actions}
        />
      )
    case 'outgoing':
      return <OutgoingBubble outgoing={line.outgoing} />
    case 'note':
      return <NoteLine chat={chat} note={line.note} />
    case 'history':
      return <HistoryLine entry={line.entry} />
  }
}

/** Where the unread messages began when the chat was opened; it stays there while it is open. */
const useFirstUnread = (chat: Chat, messages: Message[]): string | undefined => {
  const [unread] = useState(chat.unread)
  const found = useRef<string>(undefined)
  if (found.current === undefined && messages.length > 0) found.current = findFirstUnread(messages, unread)
  return found.current
}

/** Whether this rendering puts older lines in front: then the place is kept from below. */
const useIsPrepended = (lines: Line[]): boolean => {
  const before = useRef<{ lines: Line[]; isPrepended: boolean }>({ lines, isPrepended: false })
  if (before.current.lines !== lines) {
    const [was, is] = [before.current.lines, lines]
    const isPrepended =
      was.length > 0 &&
      is.length > was.length &&
      is.at(-1)?.key === was.at(-1)?.key &&
      is[1]?.key !== was[1]?.key
    before.current = { lines, isPrepended }
  }
  return before.current.isPrepended
}
