import { PRIORITIES, type PriorityName } from '../chats/priorities.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import { appendHistory } from './history.ts'
import type { DeskChat } from './lock-chat.ts'
import { chatNews } from './news.ts'

/** Sets how much a chat matters, which is locked. */
export const setPriority = async (
  tx: Tx,
  chat: DeskChat,
  name: PriorityName,
  actorId: number | null,
): Promise<void> => {
  const priority = PRIORITIES.indexOf(name)
  if (priority === chat.priority) return
  const { integrationId, id: chatId } = chat
  await tx
    .updateTable('chats')
    .set({ priority })
    .where('integration_id', '=', integrationId)
    .where('id', '=', chatId)
    .execute()
  await appendHistory(tx, [
    { integrationId, chatId, action: 'prioritized', actorId, details: { priority: name } },
  ])
  await appendEvents(tx, [chatNews(chat)])
}
