import { useMediaQuery } from '@mantine/hooks'
import { createLazyRoute, useNavigate, useParams } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { setPreference, usePreferences } from '../preferences.ts'
import { type Command, useCommands } from '../shell/commands.ts'
import { useKeys } from '../shell/keys.ts'
import type { Filter, InboxSearch, View } from './address.ts'
import { Announcer } from './announcer.tsx'
import { ChatList } from './list/chat-list.tsx'
import { ListHead } from './list/list-head.tsx'
import { SearchResults } from './list/search-results.tsx'
import { useFocusFirst } from './list/use-focus-first.ts'
import type { ChatKey } from './queries.ts'
import styles from './screen.module.css'

const loadConversation = () => import('./conversation/conversation.tsx')
const Conversation = lazy(() => loadConversation().then((module) => ({ default: module.Conversation })))
const FirstMinutes = lazy(() =>
  import('../first-minutes/first-minutes.tsx').then(({ loadFirstMinutes }) => loadFirstMinutes()),
)
const NewChat = lazy(() => import('./new-chat/new-chat.tsx'))
const CustomerPanel = lazy(() => import('./customer/customer-panel.tsx'))

/** List, conversation, customer: side by side where there is room, one after the other where there is not. */
const InboxScreen = () => {
  const { t } = useTranslation('inbox')
  const { view } = inboxRoute.useParams()
  const search = inboxRoute.useSearch()
  const open = useOpenChat()
  const shown = useRef<Chat[]>([])
  const onShown = useCallback((chats: Chat[]) => {
    shown.current = chats
  }, [])
  const searchRef = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const filter = useFilter(search)
  const focusFirst = useFocusFirst(searchRef, results, filter.q ?? '')
  // The list is there first; what a click on it needs comes while it is read.
  useEffect(() => void loadConversation(), [])
  const [isStarting, setStarting] = useState(false)
  const startChat = useCallback(() => setStarting(true), [])
  useListKeys({ view, open, shown, searchRef, startChat })
  const customer = useCustomer()
  // On a phone one thing stands after the other: what is beside the list elsewhere is above it there.
  const hasRoom = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  return (
    <div
      className={styles.inbox}
      data-open={open !== undefined || undefined}
      data-customer={(open && customer.isShown) || undefined}
    >
      <section className={styles.list} aria-label={t('list.label')}>
        <ListHead
          view={view}
          search={search}
          searchRef={searchRef}
          onDown={focusFirst}
          onNewChat={startChat}
        />
        {!hasRoom && !open && (
          <Suspense>
            <FirstMinutes isFolded otherwise={null} />
          </Suspense>
        )}
        <div ref={results} className={styles.chats}>
          {filter.q === undefined ? (
            <ChatList view={view} filter={filter} open={open} onShown={onShown} />
          ) : (
            <SearchResults
              view={view}
              filter={filter}
              open={open}
              message={search.message}
              onShown={onShown}
            />
          )}
        </div>
      </section>
      <div className={styles.conversation}>
        <Suspense>
          {open ? (
            <Conversation
              key={`${open.integrationId}/${open.chatId}`}
              chatKey={open}
              view={view}
              jumpTo={search.message}
              isCustomerShown={customer.isShown}
              onCustomer={customer.toggle}
            />
          ) : (
            hasRoom && (
              <FirstMinutes
                otherwise={
                  <EmptyState icon={MessagesSquare} title={t('empty.choose')} hint={t('empty.chooseHint')} />
                }
              />
            )
          )}
        </Suspense>
      </div>
      {open && customer.isShown && (
        <div className={styles.customer}>
          <Suspense>
            <CustomerPanel chatKey={open} onClose={customer.toggle} />
          </Suspense>
        </div>
      )}
      <Suspense>{isStarting && <NewChat onClose={() => setStarting(false)} />}</Suspense>
      <Announcer open={open} />
    </div>
  )
}

const useOpenChat = (): ChatKey | undefined => {
  const { integrationId, chatId } = useParams({ strict: false })
  return useMemo(
    () => (integrationId === undefined || chatId === undefined ? undefined : { integrationId, chatId }),
    [integrationId, chatId],
  )
}

/** The same object as long as nothing in it changes: what is listed hangs on it. */
const useFilter = ({ message: _, ...filter }: InboxSearch): Filter => {
  const text = JSON.stringify(filter)
  return useMemo(() => JSON.parse(text), [text])
}

/** Where there is no room beside the conversation, it lies over it, and is not there until asked for. */
const useCustomer = () => {
  const { showCustomer } = usePreferences()
  const hasRoom = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const [isOver, setOver] = useState(false)
  return hasRoom
    ? { isShown: showCustomer, toggle: () => setPreference('showCustomer', !showCustomer) }
    : { isShown: isOver, toggle: () => setOver(!isOver) }
}

type ListKeys = {
  view: View
  open: ChatKey | undefined
  shown: React.RefObject<Chat[]>
  searchRef: React.RefObject<HTMLInputElement | null>
  startChat: () => void
}

const useListKeys = ({ view, open, shown, searchRef, startChat }: ListKeys): void => {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const commands = useMemo((): Command[] => {
    const step = (by: 1 | -1) => () => {
      const chats = shown.current
      const index = chats.findIndex(
        ({ id, integration_id }) => id === open?.chatId && integration_id === open.integrationId,
      )
      const next = index === -1 ? chats[0] : chats[index + by]
      if (!next) return
      void navigate({
        to: '/inbox/$view/$integrationId/$chatId',
        params: { view, integrationId: next.integration_id, chatId: next.id },
        search: ({ message: _, ...search }) => search,
      })
    }
    const group = t('title')
    return [
      { id: 'next', group, keys: 'j', label: t('keys.next'), run: step(1) },
      { id: 'previous', group, keys: 'k', label: t('keys.previous'), run: step(-1) },
      { id: 'search', group, keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
      { id: 'newChat', group, keys: 'c', label: t('keys.newChat'), run: startChat },
    ]
  }, [navigate, open, searchRef, shown, startChat, t, view])
  useCommands(commands)
  useKeys(Object.fromEntries(commands.map(({ keys = '', run }) => [keys, run])))
}

export const inboxRoute = createLazyRoute('/signed-in/inbox/$view')({ component: InboxScreen })
