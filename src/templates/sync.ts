import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { GraphTemplate } from '../whatsapp/list-templates.ts'
import { appendStatusEvents, type StatusChange } from './status-events.ts'

/** Ids that Masa's first start gives to templates of the sandbox, by name. */
export type GivenIds = ReadonlyMap<string, number>

/** What Meta listed, and when it was asked: what a webhook told of a later moment stays. */
export type TemplateList = { templates: GraphTemplate[]; askedAt: Date }

/** A webhook's times are whole seconds of Meta's clock: what it tells of the last moments counts as later. */
const CLOCK_MARGIN_MS = 5_000

/**
 * Takes over an account's templates as Meta lists them: new ones are added and changed ones updated. One that Meta no
 * longer lists is noted as deleted there; drafts stay. Ids stay what they are. A status that changed is told to all
 * numbers of the account. Two syncs of one account wait for each other.
 */
export const storeTemplates = (
  database: Database,
  wabaId: string,
  { templates, askedAt }: TemplateList,
  givenIds: GivenIds = new Map(),
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await lockTemplates(tx, wabaId)
    const times = { askedAt, knownAt: new Date(askedAt.getTime() - CLOCK_MARGIN_MS) }
    const wanted = await withoutDeleted(tx, wabaId, templates, askedAt)
    const changes: StatusChange[] = []
    for (const [name, translations] of Map.groupBy(wanted, (one) => one.name))
      changes.push(...(await storeTemplate(tx, wabaId, name, translations, times, givenIds.get(name))))
    changes.push(...(await markMissing(tx, wabaId, templates, times)))
    await appendStatusEvents(tx, wabaId, changes)
  })

/** Whoever changes an account's templates holds this until the transaction ends. */
export const lockTemplates = async (tx: Tx, wabaId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('templates ' || ${wabaId}::text, 0))`.execute(tx)
}

/** Has an account's templates fetched from Meta, once this is committed. */
export const insertSyncJob = async (tx: Tx, wabaId: string): Promise<void> => {
  await sql`
    select graphile_worker.add_job('sync-templates', json_build_object('waba_id', ${wabaId}::text),
      max_attempts => 12, job_key => concat('sync-templates ', ${wabaId}::text))`.execute(tx)
}

type Times = { askedAt: Date; knownAt: Date }

/** What was deleted here after Meta had been asked is not taken over once more. */
const withoutDeleted = async (
  tx: Tx,
  wabaId: string,
  templates: GraphTemplate[],
  askedAt: Date,
): Promise<GraphTemplate[]> => {
  const deleted = await tx
    .selectFrom('template_deletions')
    .select(['name', 'language_code'])
    .where('waba_id', '=', wabaId)
    .where('at', '>=', askedAt)
    .execute()
  if (deleted.length === 0) return templates
  const keys = new Set(deleted.map(({ name, language_code }) => `${language_code} ${name}`))
  return templates.filter(({ name, language }) => !keys.has(`${language} ${name}`))
}

const storeTemplate = async (
  tx: Tx,
  wabaId: string,
  name: string,
  translations: GraphTemplate[],
  times: Times,
  givenId: number | undefined,
): Promise<StatusChange[]> => {
  const category = translations[0]!.category
  const { knownAt } = times
  const { id } = await tx
    .insertInto('templates')
    .values({ waba_id: wabaId, name, category, category_told_at: knownAt, ...(givenId && { id: givenId }) })
    .onConflict((conflict) =>
      conflict.columns(['waba_id', 'name']).doUpdateSet((row) => ({
        category: sql<string>`case when templates.category_told_at > ${knownAt} then templates.category
          else ${category} end`,
        updated_at: sql<Date>`case when templates.category = ${category} then ${row.ref('templates.updated_at')} else now() end`,
        category_told_at: sql<Date>`greatest(templates.category_told_at, ${knownAt})`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  const changes: StatusChange[] = []
  for (const translation of translations)
    changes.push(...(await storeTranslation(tx, id, translation, times)))
  return changes
}

/**
 * A draft of the same language that was never submitted becomes a change of what Meta has. What is on its way to Meta
 * has arrived when it is listed at all, a change when it is listed as in review.
 */
const storeTranslation = async (
  tx: Tx,
  templateId: number,
  translation: GraphTemplate,
  { askedAt, knownAt }: Times,
): Promise<StatusChange[]> => {
  const values = {
    meta_id: translation.id,
    status: translation.status,
    quality: translation.qualityScore ?? null,
    parameter_format: translation.parameterFormat,
    components: JSON.stringify(translation.components),
    rejected_reason: translation.rejectedReason ?? null,
  }
  const { rows } = await sql<{ before: string | null; status: string }>`
    with known as (
      select status from template_translations
      where template_id = ${templateId} and language_code = ${translation.language}
    )
    insert into template_translations as t (template_id, language_code, meta_id, status, quality,
      parameter_format, components, rejected_reason, status_told_at, quality_told_at)
    values (${templateId}, ${translation.language}, ${values.meta_id}, ${values.status}, ${values.quality},
      ${values.parameter_format}, ${values.components}::jsonb, ${values.rejected_reason}, ${knownAt}, ${knownAt})
    on conflict (template_id, language_code) do update
    set meta_id = excluded.meta_id, synced_at = now(),
      draft = case
        when t.meta_id is null and t.submitting_since is null
          then json_build_object('components', t.components, 'parameterFormat', t.parameter_format)
        when t.submitting_since < ${askedAt} and excluded.status = 'PENDING' then null
        else t.draft end,
      submitting_since = case when t.submitting_since < ${askedAt} then null else t.submitting_since end,
      parameter_format = case when t.edited_at > ${askedAt} then t.parameter_format
        else excluded.parameter_format end,
      components = case when t.edited_at > ${askedAt} then t.components else excluded.components end,
      status = case when t.status_told_at > ${knownAt} then t.status else excluded.status end,
      rejected_reason = case when t.status_told_at > ${knownAt} then t.rejected_reason
        else excluded.rejected_reason end,
      status_explanation = case when t.status_told_at > ${knownAt} or t.status = excluded.status
        then t.status_explanation end,
      status_changed_at = case when t.status_told_at > ${knownAt} or t.status = excluded.status
        then t.status_changed_at else now() end,
      status_told_at = greatest(t.status_told_at, ${knownAt}),
      quality = case when t.quality_told_at > ${knownAt} then t.quality else excluded.quality end,
      quality_told_at = greatest(t.quality_told_at, ${knownAt}),
      updated_at = case when (t.status, t.components, t.quality) is distinct from
        (excluded.status, excluded.components, excluded.quality) then now() else t.updated_at end
    returning (select status from known) as before, t.status`.execute(tx)
  const { language } = translation
  return rows
    .filter(({ before, status }) => before !== null && before !== status)
    .map(({ status }) => ({ templateId, language, status }))
}

/** What Meta does not list any more was deleted there; what was on its way never arrived. */
const markMissing = async (
  tx: Tx,
  wabaId: string,
  listed: GraphTemplate[],
  { askedAt, knownAt }: Times,
): Promise<StatusChange[]> => {
  const keys = listed.map(({ name, language }) => `${language} ${name}`)
  const { rows } = await sql<StatusChange>`
    with missing as (
      select t.template_id, t.language_code from templates
      join template_translations t on t.template_id = templates.id
      where waba_id = ${wabaId} and t.language_code || ' ' || templates.name <> all(${keys}::text[])
    ), never as (
      update template_translations t set submitting_since = null from missing
      where t.template_id = missing.template_id and t.language_code = missing.language_code
        and t.meta_id is null and t.submitting_since < ${askedAt}
    )
    update template_translations t
    set status = 'DELETED', rejected_reason = null, updated_at = now(), status_told_at = ${knownAt},
      status_explanation = 'WhatsApp no longer lists it', status_changed_at = now()
    from missing
    where t.template_id = missing.template_id and t.language_code = missing.language_code
      and t.meta_id is not null and t.status <> 'DELETED' and t.status_told_at <= ${knownAt}
    returning t.template_id as "templateId", t.language_code as language, t.status`.execute(tx)
  return rows
}
