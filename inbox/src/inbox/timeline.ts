import type { HistoryEntry, Message, Note } from '../api/types.ts'
import { dayKey } from '../components/time.ts'
import type { Outgoing } from './outbox.ts'

/** A line of a conversation, from the oldest to the newest. */
export type Line =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; at: string }
  | { kind: 'message'; key: string; at: string; message: Message; isFirst: boolean }
  | { kind: 'outgoing'; key: string; at: string; outgoing: Outgoing }
  | { kind: 'note'; key: string; at: string; note: Note }
  | { kind: 'history'; key: string; at: string; entry: HistoryEntry }

export type TimelineParts = {
  /** Newest first, as the server lists them. */
  messages: Message[]
  notes: Note[]
  history: HistoryEntry[]
  outgoing: Outgoing[]
  /** Whether there is more before the oldest message: what is older than it is left out until then. */
  hasOlder: boolean
  /** Whether there is more after the newest message, of a chat that was opened in its middle: the same of what is newer. */
  hasNewer: boolean
  /** The first one that was not read when the chat was opened. */
  firstUnreadId: string | undefined
}

/** They stand on the message that they are about. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke'])

/** Whether a message has a line of its own. */
export const isLine = ({ type }: Message): boolean => !SHOWN_ELSEWHERE.has(type)

/** Messages of one side in a row, closer together than this, are one block. */
const BLOCK_MS = 5 * 60_000

export const buildTimeline = ({
  messages,
  notes,
  history,
  outgoing,
  hasOlder,
  hasNewer,
  firstUnreadId,
}: TimelineParts): Line[] => {
  const since = hasOlder ? (messages.at(-1)?.created_at ?? '') : ''
  const until = hasNewer ? messages[0]?.created_at : undefined
  const lines: Line[] = [
    ...messages
      .filter(isLine)
      .map(
        (message): Line => ({
          kind: 'message',
          key: message.message_id,
          at: message.created_at,
          message,
          isFirst: true,
        }),
      )
      .reverse(),
    ...notes.map((note): Line => ({ kind: 'note', key: `note-${note.id}`, at: note.created_at, note })),
    ...history.map((entry): Line => ({ kind: 'history', key: `history-${entry.id}`, at: entry.at, entry })),
  ]
  const ordered = lines
    .filter(({ at }) => at >= since && (until === undefined || at <= until))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const sent = (hasNewer ? [] : outgoing).map(
    (one): Line => ({ kind: 'outgoing', key: one.key, at: one.at, outgoing: one }),
  )
  return withMarks([...ordered, ...sent], firstUnreadId)
}

const withMarks = (lines: Line[], firstUnreadId: string | undefined): Line[] => {
  const marked: Line[] = []
  let day: number | undefined
  let before: Line | undefined
  for (const line of lines) {
    if (dayKey(line.at) !== day) {
      day = dayKey(line.at)
      marked.push({ kind: 'day', key: `day-${day}`, at: line.at })
      before = undefined
    }
    if (line.kind === 'message' && line.message.message_id === firstUnreadId) {
      marked.push({ kind: 'unread', key: 'unread', at: line.at })
      before = undefined
    }
    marked.push(line.kind === 'message' ? { ...line, isFirst: !continues(before, line) } : line)
    before = line
  }
  return marked
}

const continues = (before: Line | undefined, line: Line): boolean =>
  before?.kind === 'message' &&
  line.kind === 'message' &&
  before.message.direction === line.message.direction &&
  before.message.sent_by === line.message.sent_by &&
  Date.parse(line.at) - Date.parse(before.at) < BLOCK_MS

/** The first of the last `unread` messages of the customer. */
export const findFirstUnread = (messages: Message[], unread: number): string | undefined =>
  unread === 0
    ? undefined
    : messages.filter((one) => one.direction === 'inbound' && isLine(one))[unread - 1]?.message_id
