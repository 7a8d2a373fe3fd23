import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { LogEvent } from '../events/event.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { reviveStatuses } from '../ingest/waiting-statuses.ts'
import type { MessageError } from '../messages/own-errors.ts'
import { insertPreferences, type Preference } from '../opt-outs/preferences.ts'
import { classify } from '../whatsapp/error-codes.ts'
import { noteMessages } from './note-messages.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** Events were appended to the log. */
  onAppended: () => void
  /** Raw events of WhatsApp are to be applied again. */
  onRevived: () => void
  /** Told, in the same transaction, of new messages that were sent and now are in their chats. */
  noteSends?: (tx: Tx, sends: NotedSend[]) => Promise<void>
}

/** A message that was sent, in its chat. */
export type NotedSend = {
  integrationId: number
  chatId: number
  type: string
  origin: string
  sentBy: number | null
  at: Date
}

/**
 * Notes what programs send in contacts and chats, from the log: sends stay one statement, however many they are. A
 * number that WhatsApp knows by another spelling than the one it was sent to joins the contact, so that the
 * answer lands in the same chat. Statuses that came before their message are applied once it has its id. And who is
 * found out to want no marketing, by WhatsApp's refusal, opts out.
 */
export const startChatFollower = ({ onAppended, onRevived, noteSends, ...options }: Options) => {
  let isRevived = false
  return startFollower({
    ...options,
    name: 'chats',
    batchSize: 1_000,
    restFactor: 2,
    isWanted: (event) => stepOf(event) !== undefined,
    apply: async (tx, events) => {
      isRevived = await followMessages(tx, events, noteSends)
    },
    onApplied: () => {
      onAppended()
      if (isRevived) onRevived()
    },
  })
}

/** Answers whether raw events are to be applied again. */
const followMessages = async (
  tx: Tx,
  events: LogEvent[],
  noteSends: Options['noteSends'],
): Promise<boolean> => {
  const sent = events.flatMap((event) => {
    const step = stepOf(event)
    return step ? [{ i: event.integrationId, id: event.data['message_id'], s: step }] : []
  })
  if (sent.length === 0) return false
  const messages = await listSent(tx, sent)
  const noted = messages.filter(({ step, address, wa_id, type }) => {
    if (step === 'told') return wa_id !== null && wa_id !== address
    // Templates alone can be marketing, which whoever opted out while one was being sent does not get again.
    return step === 'queued' || (step === 'requeued' && type === 'template')
  })
  const wishes = messages.filter(({ step }) => step === 'stopped').map(wishOf)
  await insertPreferences(tx, wishes)
  const chatIds = await noteMessages(
    tx,
    noted.map((row) => ({
      integrationId: row.integration_id,
      wabaId: row.waba_id,
      direction: 'outbound',
      type: row.type,
      address: row.address,
      sender: null,
      waId: row.wa_id,
      content: null,
      at: row.created_at,
      isQuiet: row.bulk_id !== null,
    })),
    wishes,
  )
  await noteSends?.(
    tx,
    noted.flatMap((row, n) =>
      row.step !== 'queued'
        ? []
        : {
            integrationId: row.integration_id,
            chatId: chatIds[n]!,
            type: row.type,
            origin: row.origin,
            sentBy: row.sent_by,
            at: row.created_at,
          },
    ),
  )
  const named = messages.flatMap(({ step, integration_id: integrationId, wamid }) =>
    !NAMED.has(step) || wamid === null ? [] : [{ integrationId, wamid }],
  )
  return named.length > 0 && (await reviveStatuses(tx, named)) > 0
}

type Step = 'queued' | 'requeued' | 'told' | 'stopped' | 'echo'

/** The steps at which a message has got WhatsApp's id. */
const NAMED = new Set<Step>(['told', 'echo'])

/** WhatsApp's spelling of the number comes with its answer, which a quick status may overtake. */
const TOLD = new Set<unknown>(['accepted', 'sent', 'delivered', 'read'])

const stepOf = ({ type, data }: LogEvent): Step | undefined => {
  if (type === 'message.received') return data['direction'] === 'outbound' ? 'echo' : undefined
  if (type !== 'message.status') return undefined
  if (TOLD.has(data['status'])) return 'told'
  if (data['status'] === 'failed') return isOptOut(data['error']) ? 'stopped' : undefined
  if (data['status'] !== 'queued') return undefined
  return data['error'] === undefined ? 'queued' : 'requeued'
}

/** WhatsApp's answer that the person has stopped marketing messages, which nothing else may have told. */
const isOptOut = (error: unknown): boolean => {
  const { code } = (error ?? {}) as Partial<MessageError>
  return code !== undefined && classify({ code, isTransient: false, message: '' }).isMarketingOptOut === true
}

const wishOf = (row: SentRow): Preference => ({
  wabaId: row.waba_id,
  address: row.address,
  userId: null,
  value: 'stop',
  at: row.failed_at ?? row.created_at,
  source: 'whatsapp',
  integrationId: row.integration_id,
  messageId: row.id,
})

type SentRow = {
  step: Step
  integration_id: number
  id: string
  waba_id: string
  type: string
  address: string
  wa_id: string | null
  wamid: string | null
  bulk_id: number | null
  origin: string
  sent_by: number | null
  created_at: Date
  failed_at: Date | null
}

const listSent = async (tx: Tx, keys: object[]): Promise<SentRow[]> => {
  const { rows } = await sql<SentRow>`/* list-sent */
    select key.s as step, m.integration_id, m.id, i.waba_id, m.type, m.address, m.wa_id, m.wamid, m.bulk_id,
      m.origin, m.sent_by, m.created_at, m.failed_at
    from json_to_recordset(${JSON.stringify(keys)}::json) as key (i integer, id text, s text)
    join messages m on m.integration_id = key.i and m.id = key.id
    join integrations i on i.id = m.integration_id`.execute(tx)
  return rows
}
