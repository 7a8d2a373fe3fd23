import { createMessageId } from '../../src/messages/message-id.ts'
import type { TestApp } from './app.ts'

/** Stores a text that a customer wrote to a number, with its event, and answers its id. */
export const storeReceived = async (app: TestApp, integrationId: number, text: string): Promise<string> => {
  const id = createMessageId()
  await app.database.query(
    `with message as (
      insert into messages (integration_id, id, direction, type, address, content, sender, state, wamid)
      values ($1, $2, 'inbound', 'text', '905551112233', $3, '{"name":"Ayşe"}', 'received', 'wamid.' || $2)
      returning integration_id, id
    )
    insert into events (type, integration_id, data)
    select 'message.received', integration_id,
      json_build_object('message_id', id, 'chat_id', 1, 'type', 'text', 'direction', 'inbound')
    from message`,
    [integrationId, id, JSON.stringify({ body: text })],
  )
  return id
}
