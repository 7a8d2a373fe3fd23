import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { GraphTemplate } from '../whatsapp/list-templates.ts'

/** Ids that Masa's first start gives to templates of the sandbox, by name. */
export type GivenIds = ReadonlyMap<string, number>

/** What Meta listed, and when it was asked: what a webhook told of a later moment stays. */
export type TemplateList = { templates: GraphTemplate[]; askedAt: Date }

/** A webhook's times are whole seconds of Meta's clock: what it tells of the last moments counts as later. */
const CLOCK_MARGIN_MS = 5_000

/**
 * Takes over an account's templates as Meta lists them: new ones are added, changed ones updated, and those
 * that Meta no longer has are gone. Ids stay what they are. Two syncs of one account wait for each other.
 */
export const storeTemplates = (
  database: Database,
  wabaId: string,
  { templates, askedAt }: TemplateList,
  givenIds: GivenIds = new Map(),
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await lockTemplates(tx, wabaId)
    const knownAt = new Date(askedAt.getTime() - CLOCK_MARGIN_MS)
    const kept: number[] = []
    for (const [name, translations] of Map.groupBy(templates, (one) => one.name))
      kept.push(await storeTemplate(tx, wabaId, name, translations, knownAt, givenIds.get(name)))
    await tx
      .deleteFrom('templates')
      .where('waba_id', '=', wabaId)
      .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
      .execute()
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

const storeTemplate = async (
  tx: Tx,
  wabaId: string,
  name: string,
  translations: GraphTemplate[],
  knownAt: Date,
  givenId: number | undefined,
): Promise<number> => {
  const category = translations[0]!.category
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
  for (const translation of translations) await storeTranslation(tx, id, translation, knownAt)
  await tx
    .deleteFrom('template_translations')
    .where('template_id', '=', id)
    .where(
      'language_code',
      'not in',
      translations.map(({ language }) => language),
    )
    .execute()
  return id
}

const storeTranslation = async (
  tx: Tx,
  templateId: number,
  translation: GraphTemplate,
  knownAt: Date,
): Promise<void> => {
  const values = {
    meta_id: translation.id,
    status: translation.status,
    quality: translation.qualityScore ?? null,
    parameter_format: translation.parameterFormat,
    components: JSON.stringify(translation.components),
    rejected_reason: translation.rejectedReason ?? null,
  }
  await sql`
    insert into template_translations as t (template_id, language_code, meta_id, status, quality,
      parameter_format, components, rejected_reason, status_told_at, quality_told_at)
    values (${templateId}, ${translation.language}, ${values.meta_id}, ${values.status}, ${values.quality},
      ${values.parameter_format}, ${values.components}::jsonb, ${values.rejected_reason}, ${knownAt}, ${knownAt})
    on conflict (template_id, language_code) do update
    set meta_id = excluded.meta_id, parameter_format = excluded.parameter_format,
      components = excluded.components, synced_at = now(),
      status = case when t.status_told_at > ${knownAt} then t.status else excluded.status end,
      rejected_reason = case when t.status_told_at > ${knownAt} then t.rejected_reason
        else excluded.rejected_reason end,
      status_told_at = greatest(t.status_told_at, ${knownAt}),
      quality = case when t.quality_told_at > ${knownAt} then t.quality else excluded.quality end,
      quality_told_at = greatest(t.quality_told_at, ${knownAt}),
      updated_at = case when (t.status, t.components, t.quality) is distinct from
        (excluded.status, excluded.components, excluded.quality) then now() else t.updated_at end`.execute(tx)
}
