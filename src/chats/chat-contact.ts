import type { Database } from '../database/database.ts'
import { notFound } from '../error.ts'

/** With whom the chat is that a path names. Throws 404. */
export const selectContactId = async (
  database: Database,
  integrationId: number,
  chatId: string,
): Promise<number> => {
  const chat = await database
    .selectFrom('chats')
    .select('contact_id')
    .where('integration_id', '=', integrationId)
    .where('id', '=', Number(chatId))
    .executeTakeFirst()
  if (!chat) throw notFound()
  return chat.contact_id
}
