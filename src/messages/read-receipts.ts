import { sql } from 'kysely'
import { markChatRead } from '../chats/mark-read.ts'
import { moveOwnMark } from '../chats/own-mark.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { classify } from '../whatsapp/error-codes.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'
import type { NamedMessage } from './queries.ts'

/** What WhatsApp is to be told of a received message. */
export type ReadJob = {
  integration_id: number
  wamid: string
  is_read: boolean
  is_typing: boolean
  asked_at: string
}

/** WhatsApp takes read receipts for 30 days, and shows that somebody types for 25 seconds (Cloud API, mark read). */
const MAX_AGE_MS = 30 * 86_400_000
const TYPING_MS = 25_000
const ATTEMPTS = 6

/**
 * Notes a received message and all before it in its chat as read, also by the user who says so, and has WhatsApp told in
 * the background. Where that is no news, WhatsApp is told of the typing alone.
 */
export const markRead = async (
  tx: Tx,
  { id: integrationId, wabaId }: Integration,
  message: NamedMessage & { wamid: string },
  { isTyping, userId }: { isTyping: boolean; userId: number | undefined },
): Promise<void> => {
  const chat = await markChatRead(tx, { integrationId, wabaId, messageId: message.id })
  if (chat && userId !== undefined) {
    const mark = { integrationId, chatId: chat.chatId, userId, to: message.created_at }
    const isNews = await moveOwnMark(tx, mark)
    if (isNews && !chat.isNews)
      await appendEvents(tx, [
        {
          type: 'chat.updated',
          integrationId,
          data: { chat_id: chat.chatId, contact_id: chat.contactId },
        },
      ])
  }
  const isRead = chat?.isNews ?? true
  if (Date.now() - message.created_at.getTime() > MAX_AGE_MS || !(isRead || isTyping)) return
  const job: ReadJob = {
    integration_id: integrationId,
    wamid: message.wamid,
    is_read: isRead,
    is_typing: isTyping,
    asked_at: new Date().toISOString(),
  }
  // One that waits to be done is replaced: of a chat, the latest message tells of all before it.
  const key = `${isRead ? 'mark-read' : 'typing'} ${integrationId} ${chat?.chatId ?? message.address}`
  await sql`
    select graphile_worker.add_job('mark-read', ${JSON.stringify(job)}::json,
      max_attempts => ${ATTEMPTS}::integer, job_key => ${key}::text)`.execute(tx)
}

export type ReadTeller = {
  directory: IntegrationDirectory
  graphOf: (integration: Integration) => GraphClient
  log: { warn(fields: object, message: string): void }
}

/** Tells WhatsApp. A passing failure is thrown, for the job to be tried again; others are left at a line in the log. */
export const createReadTeller =
  ({ directory, graphOf, log }: ReadTeller) =>
  async (job: ReadJob, isLastTry: boolean): Promise<void> => {
    const integration = await directory.find(job.integration_id)
    const isTyping = job.is_typing && Date.now() - Date.parse(job.asked_at) < TYPING_MS
    if (integration?.status !== 'activated' || !(job.is_read || isTyping)) return
    const { accessToken, phoneNumberId } = integration
    try {
      await graphOf(integration).markRead({ accessToken, phoneNumberId, wamid: job.wamid, isTyping })
    } catch (error) {
      if (!isLastTry && isPassing(error)) throw error
      log.warn(
        { err: error, integration_id: integration.id },
        'WhatsApp was not told that a message was read',
      )
    }
  }

const PASSING = new Set(['retry', 'retry_once', 'pair', 'defer'])

const isPassing = (error: unknown): boolean =>
  !(error instanceof GraphRequestError) ||
  error.failure.kind !== 'rejected' ||
  PASSING.has(classify(error.failure.error, error.failure.httpStatus).class)
