import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VList, type VListHandle } from 'virtua'
import { ApiError } from '../../api/call.ts'
import type { Chat } from '../../api/types.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useNow } from '../../components/time.ts'
import type { Filter, View } from '../address.ts'
import { type ChatKey, chatsQuery, type Hit, hitsQuery } from '../queries.ts'
import { Placeholders } from './chat-list.tsx'
import { ChatRow } from './chat-row.tsx'
import { HitRow } from './hit-row.tsx'
import styles from './search-results.module.css'
import { useSteadyOrder } from './steady-order.ts'

type Row =
  | ({ kind: 'head'; key: string } & HeadWords)
  | { kind: 'chat'; key: string; chat: Chat }
  | { kind: 'more'; key: string }
  | { kind: 'hit'; key: string; hit: Hit }

type HeadWords = { title: string; more?: string | undefined; hint?: string | undefined }

type Props = {
  view: View
  filter: Filter
  open: ChatKey | undefined
  /** The one that the address names in the open chat. */
  message: string | undefined
  onShown: (chats: Chat[]) => void
}

/** Above, whom of the list a name or a number means; below, all that was ever written with these words. */
export const SearchResults = ({ view, filter, open, message, onShown }: Props) => {
  const { t } = useTranslation('inbox')
  const { chats, rows, isPending, isStale, error, loadMoreChats, loadMore, retry } = useFound(view, filter)
  const [isOver, setOver] = useState(false)
  const { shown } = useSteadyOrder(chats, isOver, `${view} ${JSON.stringify(filter)}`)
  useEffect(() => onShown(shown), [shown, onShown])
  const list = useRef<VListHandle>(null)
  const now = useNow(60_000)
  const all = useMemo(() => rows(shown), [rows, shown])

  if (isPending) return <Placeholders />
  if (error) return <ErrorState error={error} onRetry={retry} />
  if (all.length === 0)
    return <EmptyState icon={SearchX} title={t('empty.filtered')} hint={t('empty.filteredHint')} />
  const scroll = () => {
    const handle = list.current
    if (handle && handle.scrollOffset + handle.viewportSize > handle.scrollSize - 600) loadMore()
  }
  const isOpen = (integrationId: number, chatId: number): boolean =>
    open?.chatId === chatId && open.integrationId === integrationId
  return (
    <section
      className={styles.frame}
      aria-label={t('search.results')}
      aria-busy={isStale}
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => setOver(false)}
      onKeyDown={stepThrough}
    >
      <VList ref={list} data={all} onScroll={scroll} className={styles.list}>
        {(row) => {
          switch (row.kind) {
            case 'head':
              return <Head key={row.key} title={row.title} more={row.more} hint={row.hint} />
            case 'chat':
              return (
                <ChatRow
                  key={row.key}
                  chat={row.chat}
                  view={view}
                  now={now}
                  isOpen={isOpen(row.chat.integration_id, row.chat.id)}
                />
              )
            case 'more':
              return (
                <div key={row.key} className={styles.more}>
                  <Button size="compact-xs" variant="subtle" onClick={loadMoreChats}>
                    {t('search.moreChats')}
                  </Button>
                </div>
              )
            case 'hit':
              return (
                <HitRow
                  key={row.key}
                  hit={row.hit}
                  view={view}
                  now={now}
                  isOpen={
                    row.hit.message_id !== null &&
                    row.hit.message_id === message &&
                    isOpen(row.hit.integration_id, row.hit.chat_id)
                  }
                />
              )
          }
        }}
      </VList>
    </section>
  )
}

const Head = ({ title, more, hint }: HeadWords) => (
  <div className={styles.head}>
    <h2>{title}</h2>
    {more && <span>{more}</span>}
    {hint && <p>{hint}</p>}
  </div>
)

/** What has no word in it finds nothing. */
const isWordless = (error: unknown): boolean => error instanceof ApiError && error.status === 422

const useFound = (view: View, filter: Filter) => {
  const { t } = useTranslation('inbox')
  const inList = useInfiniteQuery(chatsQuery({ view, filter }))
  const everywhere = useInfiniteQuery(hitsQuery(filter))
  const { data: held } = inList
  const { data: found, error } = everywhere
  const chats = useMemo(() => held?.pages.flatMap(({ items }) => items) ?? [], [held])
  const hasMoreChats = inList.hasNextPage
  const isRefused = isWordless(error)
  const failed = error && !isRefused ? t('search.failed') : undefined
  const rows = useMemo(() => {
    const first = isRefused ? undefined : found?.pages[0]?.body
    const hits = isRefused ? [] : (found?.pages.flatMap(({ body }) => body.hits) ?? [])
    return (shown: Chat[]): Row[] => {
      const places = new Set(shown.map((chat) => `${chat.integration_id}/${chat.id}`))
      // Whoever is found by name stands above already, unless they are of another list.
      const others = hits.filter(
        ({ kind, integration_id, chat_id }) =>
          kind !== 'contact' || !places.has(`${integration_id}/${chat_id}`),
      )
      const head: Row = {
        kind: 'head',
        key: 'everywhere',
        title: t('search.everywhere'),
        ...(first && { more: t('search.found', { count: first.total }) }),
        hint: failed ?? (first?.is_capped ? t('search.capped', { count: first.total }) : undefined),
      }
      return [
        ...(shown.length > 0 ? [{ kind: 'head' as const, key: 'list', title: t('search.chats') }] : []),
        ...shown.map((chat): Row => ({ kind: 'chat', key: `${chat.integration_id}/${chat.id}`, chat })),
        ...(hasMoreChats ? [{ kind: 'more' as const, key: 'more' }] : []),
        ...(others.length > 0 || failed ? [head] : []),
        ...others.map((hit): Row => ({ kind: 'hit', key: hitKey(hit), hit })),
      ]
    }
  }, [found, isRefused, failed, hasMoreChats, t])
  return {
    chats,
    rows,
    // Names are there first; what was written may take longer.
    isPending: inList.isPending || (everywhere.isPending && chats.length === 0),
    // What was found with other words stands until then.
    isStale: everywhere.isPlaceholderData && chats.length === 0,
    error: inList.isError && !held && !isWordless(inList.error) ? inList.error : undefined,
    loadMoreChats: () => void inList.fetchNextPage(),
    loadMore: () => {
      if (everywhere.hasNextPage && !everywhere.isFetching) void everywhere.fetchNextPage()
    },
    retry: () => void inList.refetch(),
  }
}

/** What was said of a message later leads to it, so it may be found twice: by when it was said. */
const hitKey = ({ kind, integration_id, chat_id, message_id, note_id, at }: Hit): string =>
  [kind, integration_id, chat_id, message_id ?? note_id, at].join('/')

/** Up and down go from one to the next. */
const stepThrough = (event: KeyboardEvent<HTMLElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + by]
  if (!next) return
  event.preventDefault()
  next.focus()
}
