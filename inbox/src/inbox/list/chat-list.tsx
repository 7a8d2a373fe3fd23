import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Archive, Inbox, type LucideIcon, MessageCircle, SearchX, UserRound } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VList, type VListHandle } from 'virtua'
import type { Chat } from '../../api/types.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useNow } from '../../components/time.ts'
import { countFilters, type Filter, type View } from '../address.ts'
import { type ChatKey, chatsQuery } from '../queries.ts'
import styles from './chat-list.module.css'
import { ChatRow } from './chat-row.tsx'
import { useSteadyOrder } from './steady-order.ts'

const ICONS: Record<View, LucideIcon> = {
  mine: UserRound,
  unassigned: Inbox,
  all: MessageCircle,
  archived: Archive,
}

/** The chats of a view, as many as are near. While the pointer is over them, none moves under it. */
export const ChatList = ({
  view,
  filter,
  open,
  onShown,
}: {
  view: View
  filter: Filter
  open: ChatKey | undefined
  /** What stands in the list, in its order: the keys for the next and the previous one go by it. */
  onShown: (chats: Chat[]) => void
}) => {
  const { t } = useTranslation('inbox')
  const query = useInfiniteQuery(chatsQuery({ view, filter }))
  const chats = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const [isOver, setOver] = useState(false)
  const { shown, waiting, release } = useSteadyOrder(chats, isOver, `${view} ${JSON.stringify(filter)}`)
  useEffect(() => onShown(shown), [shown, onShown])
  const list = useRef<VListHandle>(null)
  useKeepInSight(list, shown, open)
  const now = useNow(60_000)

  if (query.isPending) return <Placeholders />
  if (query.isError && chats.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (shown.length === 0) {
    const isNarrow = filter.q !== undefined || countFilters(filter) > 0
    return isNarrow ? (
      <EmptyState icon={SearchX} title={t('empty.filtered')} hint={t('empty.filteredHint')} />
    ) : (
      <EmptyState icon={ICONS[view]} title={t(`empty.${view}`)} hint={t(`empty.${view}Hint`)} />
    )
  }
  const loadMore = () => {
    const handle = list.current
    const isNearEnd = handle && handle.scrollOffset + handle.viewportSize > handle.scrollSize - 600
    if (isNearEnd && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  return (
    <div className={styles.frame} onPointerEnter={() => setOver(true)} onPointerLeave={() => setOver(false)}>
      {waiting > 0 && (
        <Button className={styles.waiting} size="compact-xs" radius="xl" onClick={release}>
          {t('list.newOnes', { count: waiting })}
        </Button>
      )}
      <VList ref={list} data={shown} onScroll={loadMore} className={styles.list} aria-label={t('list.label')}>
        {(chat) => (
          <ChatRow
            key={`${chat.integration_id}/${chat.id}`}
            chat={chat}
            view={view}
            now={now}
            isOpen={open?.chatId === chat.id && open.integrationId === chat.integration_id}
          />
        )}
      </VList>
    </div>
  )
}

/** The chat that is open stands in sight when keys have led to it. */
const useKeepInSight = (
  list: React.RefObject<VListHandle | null>,
  shown: Chat[],
  open: ChatKey | undefined,
): void => {
  const latest = useRef(shown)
  latest.current = shown
  const { chatId, integrationId } = open ?? {}
  useEffect(() => {
    const index = latest.current.findIndex((one) => one.id === chatId && one.integration_id === integrationId)
    if (index !== -1) list.current?.scrollToIndex(index, { align: 'nearest' })
  }, [list, chatId, integrationId])
}

export const Placeholders = () => (
  <div className={styles.list} aria-busy="true">
    {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
      <div key={key} className={styles.placeholder}>
        <Skeleton circle height={36} />
        <div>
          <Skeleton height={11} width="45%" />
          <Skeleton height={11} mt={8} />
        </div>
      </div>
    ))}
  </div>
)
