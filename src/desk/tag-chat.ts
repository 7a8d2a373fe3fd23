import type { Tx } from '../database/database.ts'
import { notFound } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { type Action, appendHistory } from './history.ts'
import type { DeskChat } from './lock-chat.ts'
import { chatNews } from './news.ts'

type NamedTag = { id: number; name: string }

/** Puts a tag on a chat, which is locked. One that it has already is left as it is. */
export const tagChat = async (
  tx: Tx,
  chat: DeskChat,
  tag: NamedTag,
  actorId: number | null,
): Promise<void> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('chat_tags')
    .values({ integration_id: chat.integrationId, chat_id: chat.id, tag_id: tag.id, tagged_by: actorId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) await tell(tx, chat, 'tagged', tag, actorId)
}

/** Takes a tag from a chat, which is locked. Throws 404 when it has none such. */
export const untagChat = async (
  tx: Tx,
  chat: DeskChat,
  tagId: number,
  actorId: number | null,
): Promise<void> => {
  const { numDeletedRows } = await tx
    .deleteFrom('chat_tags')
    .where('integration_id', '=', chat.integrationId)
    .where('chat_id', '=', chat.id)
    .where('tag_id', '=', tagId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound()
  const tag = await tx
    .selectFrom('tags')
    .select(['id', 'name'])
    .where('id', '=', tagId)
    .executeTakeFirstOrThrow()
  await tell(tx, chat, 'untagged', tag, actorId)
}

const tell = async (
  tx: Tx,
  chat: DeskChat,
  action: Action,
  tag: NamedTag,
  actorId: number | null,
): Promise<void> => {
  // By its name, since the tag may be gone one day.
  await appendHistory(tx, [
    { integrationId: chat.integrationId, chatId: chat.id, action, actorId, details: { tag } },
  ])
  await appendEvents(tx, [chatNews(chat)])
}
