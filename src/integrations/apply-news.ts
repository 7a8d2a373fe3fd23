import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { AccountNews } from '../whatsapp/webhook-account.ts'
import { newsWords } from './news-words.ts'
import { insertSyncNumberJob } from './sync-jobs.ts'
import { reinstateNumber, setQuality, setTier, stopNumber, upgradeThroughput } from './told-state.ts'

/** News with the numbers that it concerns, and when it came. */
type ReceivedNews = AccountNews & { integrationIds: number[]; receivedAt: Date }

/** A piece of news that is new, of one number. */
export type ToldNews = AccountNews & { integrationId: number }

/**
 * Applies what WhatsApp tells of accounts and numbers, each word once, however often and in whatever order it
 * comes; each is an event of the numbers concerned. Answers what was new.
 */
export const applyAccountNews = async (tx: Tx, received: ReceivedNews[]): Promise<ToldNews[]> => {
  const told = received
    .flatMap((news) => news.integrationIds.map((integrationId) => ({ ...news, integrationId })))
    .sort((a, b) => a.integrationId - b.integrationId)
  const fresh: ToldNews[] = []
  for (const news of told) {
    if (!(await insertNews(tx, news))) continue
    fresh.push(news)
    await applyState(tx, news, news.at ?? news.receivedAt)
    const words = newsWords(news)
    await appendEvents(tx, [
      {
        type: 'integration.status',
        integrationId: news.integrationId,
        data: {
          status: await selectStatus(tx, news.integrationId),
          field: news.field,
          event: news.banState ?? news.event ?? null,
          title: words.title,
          what_to_do: words.whatToDo,
          value: news.value,
        },
      },
    ])
  }
  return fresh
}

/** False when it is known already. */
const insertNews = async (
  tx: Tx,
  { integrationId, field, at, receivedAt, value }: ReceivedNews & { integrationId: number },
): Promise<boolean> => {
  const json = JSON.stringify(value)
  const hash = createHash('sha256')
    .update(JSON.stringify([field, at?.getTime() ?? null, json]))
    .digest()
  const { rows } = await sql`
    insert into integration_news (integration_id, hash, at, field, value)
    values (${integrationId}, ${hash}, ${at ?? receivedAt}, ${field}, ${json}::json)
    on conflict do nothing returning integration_id`.execute(tx)
  return rows.length > 0
}

const applyState = async (
  tx: Tx,
  { integrationId, field, event, banState, messagingTier, ...news }: ToldNews,
  at: Date,
): Promise<void> => {
  if (messagingTier !== undefined) await setTier(tx, integrationId, messagingTier, at)
  if (field === 'phone_number_quality_update') {
    if (event === 'FLAGGED') await setQuality(tx, integrationId, 'RED', at)
    if (event === 'UNFLAGGED') await setQuality(tx, integrationId, 'GREEN', at)
    if (event === 'THROUGHPUT_UPGRADE') await upgradeThroughput(tx, integrationId)
    await insertSyncNumberJob(tx, integrationId)
  }
  if (field !== 'account_update') return
  const change = banState ?? event
  if (change === 'REINSTATE' || change === 'ACCOUNT_RECONNECTED') await reinstateNumber(tx, integrationId, at)
  const words = newsWords({ field, event, banState, ...news })
  if (words.level === 'error') await stopNumber(tx, integrationId, `${words.title}: ${words.whatToDo}`, at)
}

const selectStatus = async (tx: Tx, integrationId: number): Promise<string> => {
  const { status } = await tx
    .selectFrom('integrations')
    .select('status')
    .where('id', '=', integrationId)
    .executeTakeFirstOrThrow()
  return status
}

/** For the log: what happened and what to do. */
export const describeNews = (news: ToldNews): { level: 'info' | 'warn' | 'error'; words: string } => {
  const { title, whatToDo, level } = newsWords(news)
  return { level, words: whatToDo === 'Nothing.' ? title : `${title}. ${whatToDo}` }
}
