import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { GraphTemplate } from '../whatsapp/list-templates.ts'

/** Ids that Masa's first start gives to templates of the sandbox, by name. */
export type GivenIds = ReadonlyMap<string, number>

/**
 * Takes over an account's templates as Meta lists them: new ones are added, changed ones updated, and those
 * that Meta no longer has are gone. Ids stay what they are. Two syncs of one account wait for each other.
 */
export const storeTemplates = (
  database: Database,
  wabaId: string,
  listed: GraphTemplate[],
  givenIds: GivenIds = new Map(),
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('templates ' || ${wabaId}, 0))`.execute(tx)
    const kept: number[] = []
    for (const [name, translations] of Map.groupBy(listed, (one) => one.name))
      kept.push(await storeTemplate(tx, wabaId, name, translations, givenIds.get(name)))
    await tx
      .deleteFrom('templates')
      .where('waba_id', '=', wabaId)
      .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
      .execute()
  })

const storeTemplate = async (
  tx: Tx,
  wabaId: string,
  name: string,
  translations: GraphTemplate[],
  givenId: number | undefined,
): Promise<number> => {
  const category = translations[0]!.category
  const { id } = await tx
    .insertInto('templates')
    .values({ waba_id: wabaId, name, category, ...(givenId && { id: givenId }) })
    .onConflict((conflict) =>
      conflict.columns(['waba_id', 'name']).doUpdateSet((row) => ({
        category,
        updated_at: sql<Date>`case when templates.category = ${category} then ${row.ref('templates.updated_at')} else now() end`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const translation of translations) await storeTranslation(tx, id, translation)
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

const storeTranslation = async (tx: Tx, templateId: number, translation: GraphTemplate): Promise<void> => {
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
      parameter_format, components, rejected_reason)
    values (${templateId}, ${translation.language}, ${values.meta_id}, ${values.status}, ${values.quality},
      ${values.parameter_format}, ${values.components}::jsonb, ${values.rejected_reason})
    on conflict (template_id, language_code) do update
    set meta_id = excluded.meta_id, status = excluded.status, quality = excluded.quality,
      parameter_format = excluded.parameter_format, components = excluded.components,
      rejected_reason = excluded.rejected_reason, synced_at = now(),
      updated_at = case when (t.status, t.components, t.quality) is distinct from
        (excluded.status, excluded.components, excluded.quality) then now() else t.updated_at end`.execute(tx)
}
