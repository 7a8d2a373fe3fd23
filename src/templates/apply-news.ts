import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { appendEvents, type NewEvent } from '../events/append.ts'
import type { NamedTemplate, TemplateNews } from '../whatsapp/webhook-templates.ts'
import { findLanguageByCode } from './languages.ts'
import { insertSyncJob, lockTemplates } from './sync.ts'

type ReceivedNews = TemplateNews & { wabaId: string; integrationIds: number[]; receivedAt: Date }

/**
 * Applies what WhatsApp tells of templates, where it is newer than what is known; each change is an event of all
 * numbers of the account. Answers the news of templates that are not known here: those have been asked for.
 */
export const applyTemplateNews = async <News extends ReceivedNews>(
  tx: Tx,
  received: News[],
): Promise<News[]> => {
  const strange: News[] = []
  const byAccount = [...Map.groupBy(received, ({ wabaId }) => wabaId)].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [wabaId, all] of byAccount) {
    await lockTemplates(tx, wabaId)
    const known = await listTranslations(tx, wabaId)
    for (const news of all) {
      const place = findTranslation(known, news.template)
      // What was deleted here is told as deleted there, too.
      if (!place && news.kind === 'status' && news.status === 'DELETED') continue
      if (!place) strange.push(news)
      else if (await applyOne(tx, news, place)) await appendEvents(tx, listEvents(news, place))
      if (!place || news.kind === 'components') await insertSyncJob(tx, wabaId)
    }
  }
  return strange
}

type Place = { templateId: number; name: string; language: string; metaId: string | null }

const listTranslations = async (tx: Tx, wabaId: string): Promise<Place[]> => {
  const rows = await tx
    .selectFrom('templates')
    .innerJoin('template_translations', 'template_id', 'id')
    .select(['id', 'name', 'language_code', 'meta_id'])
    .where('waba_id', '=', wabaId)
    .execute()
  return rows.map((row) => ({
    templateId: row.id,
    name: row.name,
    language: row.language_code,
    metaId: row.meta_id,
  }))
}

/** By Meta's id, else by name and language, which webhooks may spell `en-US`. */
const findTranslation = (known: Place[], { id, name, language = '' }: NamedTemplate): Place | undefined =>
  known.find(({ metaId }) => metaId !== null && metaId === id) ??
  known.find((one) => one.name === name && isSameLanguage(one.language, language))

const isSameLanguage = (a: string, b: string): boolean =>
  a === b || (findLanguageByCode(a) !== undefined && findLanguageByCode(a) === findLanguageByCode(b))

/** False for what is older than what is known, or known already. */
const applyOne = async (tx: Tx, news: ReceivedNews, place: Place): Promise<boolean> => {
  const at = news.at ?? news.receivedAt
  switch (news.kind) {
    case 'status':
      return setStatus(tx, place, news, at)
    case 'quality':
      return setQuality(tx, place, news.quality, at)
    case 'category':
      // A warning tells the category that it has now.
      return setCategory(tx, place, news.category, at)
    case 'components':
      return false
  }
}

/** Of two words of one second the later in the alphabet counts, whichever came first; but one in review is over. */
const setStatus = async (
  tx: Tx,
  { templateId, language }: Place,
  { status, reason, explanation }: Extract<TemplateNews, { kind: 'status' }>,
  at: Date,
): Promise<boolean> => {
  const { rows } = await sql`
    update template_translations
    set status = ${status}, rejected_reason = ${reason ?? null}, status_explanation = ${explanation ?? null},
      status_changed_at = case when status = ${status} then status_changed_at else ${at} end,
      status_told_at = ${at}, updated_at = now()
    where template_id = ${templateId} and language_code = ${language}
      and (${at}::timestamptz, ${status}::text <> 'PENDING', ${status}::text collate "C")
        > (status_told_at, status <> 'PENDING', status collate "C")
    returning template_id`.execute(tx)
  return rows.length > 0
}

const setQuality = async (
  tx: Tx,
  { templateId, language }: Place,
  quality: string,
  at: Date,
): Promise<boolean> => {
  const { rows } = await sql`
    update template_translations set quality = ${quality}, quality_told_at = ${at}, updated_at = now()
    where template_id = ${templateId} and language_code = ${language}
      and (${at}::timestamptz, ${quality}::text collate "C")
        > (quality_told_at, coalesce(quality, '') collate "C")
    returning template_id`.execute(tx)
  return rows.length > 0
}

const setCategory = async (tx: Tx, { templateId }: Place, category: string, at: Date): Promise<boolean> => {
  const { rows } = await sql`
    update templates set category = ${category}, category_told_at = ${at}, updated_at = now()
    where id = ${templateId}
      and (${at}::timestamptz, ${category}::text collate "C") > (category_told_at, category collate "C")
    returning id`.execute(tx)
  return rows.length > 0
}

const listEvents = (news: ReceivedNews, { templateId, language }: Place): NewEvent[] =>
  news.integrationIds.map((integrationId) => ({
    type: 'template.status',
    integrationId,
    data: { template_id: templateId, language, ...tellOf(news) },
  }))

const tellOf = (news: TemplateNews): Record<string, unknown> => {
  switch (news.kind) {
    case 'status':
      return {
        status: news.status,
        ...(news.reason && news.reason !== 'NONE' && { reason: news.reason }),
        ...(news.explanation && { explanation: news.explanation }),
      }
    case 'quality':
      return { quality: news.quality }
    case 'category':
      return {
        category: news.category,
        ...(news.correctCategory && { category_in_a_day: news.correctCategory }),
      }
    case 'components':
      return {}
  }
}
