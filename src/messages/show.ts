import type { Database } from '../database/database.ts'
import type { Integration } from '../integrations/directory.ts'
import { type MessageItem, messageItem } from './item.ts'
import { listLaterWords, mapTargetIds } from './later-words.ts'
import { listMessages } from './queries.ts'

/**
 * Messages of a number as the API shows them, in the order of the ids, whatever list these come from: with the
 * messages that they answer, and with what later ones did to them.
 */
export const showMessages = async (
  database: Database,
  { id: integrationId, phoneNumber }: Pick<Integration, 'id' | 'phoneNumber'>,
  ids: string[],
): Promise<MessageItem[]> => {
  const messages = await listMessages(database, integrationId, ids)
  const [targets, later] = await Promise.all([
    mapTargetIds(database, integrationId, messages),
    listLaterWords(database, integrationId, messages),
  ])
  return messages.map((message) => {
    const targetId = message.reply_to_id ?? targets.get(message.reply_to_wamid ?? '')
    return messageItem(message, phoneNumber, targetId, later.get(message.wamid ?? ''))
  })
}
