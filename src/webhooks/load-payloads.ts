import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { NumberEvent } from '../events/event.ts'
import { integrationPayload } from './payloads/integration-status.ts'
import { type ReceivedMessage, receivedPayload } from './payloads/message-received.ts'
import { type StatusData, statusPayload } from './payloads/message-status.ts'
import { templatePayload } from './payloads/template-status.ts'

/** The body of each event as JSON, with one look for all messages and one for all templates. */
export const loadPayloads = async (tx: Tx, events: NumberEvent[]): Promise<Map<NumberEvent, string>> => {
  const ofMessages = events.filter(({ data }) => typeof data['message_id'] === 'string')
  const ofTemplates = events.filter(({ type }) => type === 'template.status')
  const messages = ofMessages.length > 0 ? await loadMessages(tx, ofMessages) : new Map()
  const names = ofTemplates.length > 0 ? await loadTemplateNames(tx, ofTemplates) : new Map()
  return new Map(
    events.flatMap((event) => {
      const payload = payloadOf(event, messages, names)
      return payload ? [[event, JSON.stringify(payload)] as const] : []
    }),
  )
}

const payloadOf = (
  event: NumberEvent,
  messages: Map<string, ReceivedMessage>,
  names: Map<number, string>,
): object | undefined => {
  const { type, data, at } = event
  if (type === 'template.status')
    return templatePayload(event, names.get(Number(data['template_id'])) ?? null)
  if (type === 'integration.status') return integrationPayload(event)
  const message = messages.get(keyOf(event.integrationId, String(data['message_id'])))
  if (!message) return undefined
  return type === 'message.received'
    ? receivedPayload(message, Number(data['chat_id']))
    : statusPayload(message, data as StatusData, at)
}

const keyOf = (integrationId: number, id: string): string => `${integrationId} ${id}`

const loadMessages = async (tx: Tx, events: NumberEvent[]): Promise<Map<string, ReceivedMessage>> => {
  const keys = events.map(({ integrationId, data }) => ({ i: integrationId, id: data['message_id'] }))
  const { rows } = await sql<ReceivedMessage>`/* load-told-messages */
    select m.integration_id, m.id, m.type, m.address, case m.direction when 'inbound' then m.content end as content, m.sender, m.context, m.reply_to_wamid,
      case when m.reply_to_wamid is not null then (
        select target.id from messages target
        where target.integration_id = m.integration_id and target.wamid = m.reply_to_wamid
      ) end as reply_to_id, m.wamid, m.error, m.created_at
    from json_to_recordset(${JSON.stringify(keys)}::json) as key (i integer, id text)
    join messages m on m.integration_id = key.i and m.id = key.id`.execute(tx)
  return new Map(rows.map((row) => [keyOf(row.integration_id, row.id), row]))
}

const loadTemplateNames = async (tx: Tx, events: NumberEvent[]): Promise<Map<number, string>> => {
  const ids = events.map(({ data }) => Number(data['template_id']))
  const rows = await tx.selectFrom('templates').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
