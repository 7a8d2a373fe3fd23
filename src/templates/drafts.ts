import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { validationError } from '../error.ts'
import type { ParameterFormat, TemplateCategory } from './definition.ts'
import type { TranslationFields } from './editing/fields.ts'
import { formatOf, writeComponents } from './editing/write-components.ts'

/** What a translation is to become. */
export type DraftTranslation = { languageCode: string; fields: TranslationFields }

/** Makes a template that nobody has yet, without translations. Throws 422 for a name that the account has. */
export const insertTemplate = async (
  tx: Tx,
  wabaId: string,
  name: string,
  category: TemplateCategory,
): Promise<number> => {
  const taken = await tx
    .selectFrom('templates')
    .select('id')
    .where('waba_id', '=', wabaId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (taken) throw nameTaken(taken.id)
  const { id } = await tx
    .insertInto('templates')
    .values({ waba_id: wabaId, name, category })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const nameTaken = (id: number) =>
  validationError({
    name: [
      `The name field is taken by the template ${id}. Change that one (PUT), delete it, or take another name.`,
    ],
  })

/**
 * Stores the text of a translation: as it is while Meta does not know it, else beside what Meta has, until it is
 * submitted. Changes that lead back to what Meta has are none.
 */
export const writeDraft = async (
  tx: Tx,
  templateId: number,
  { languageCode, fields }: DraftTranslation,
  category: TemplateCategory,
): Promise<void> => {
  const components = JSON.stringify(writeComponents(fields, category))
  const format = metaFormat(formatOf(fields))
  const { integrationId = null, mediaId = null } = fields.sample ?? {}
  await sql`
    insert into template_translations as t (template_id, language_code, status, parameter_format, components,
      sample_integration_id, sample_media_id)
    values (${templateId}, ${languageCode}, 'DRAFT', ${format}, ${components}::jsonb, ${integrationId}, ${mediaId})
    on conflict (template_id, language_code) do update
    set parameter_format = case when t.meta_id is null then excluded.parameter_format else t.parameter_format end,
      components = case when t.meta_id is null then excluded.components else t.components end,
      draft = case when t.meta_id is not null then
        json_build_object('components', excluded.components, 'parameterFormat', excluded.parameter_format) end,
      sample_integration_id = excluded.sample_integration_id, sample_media_id = excluded.sample_media_id,
      updated_at = now()`.execute(tx)
  await sql`update templates set updated_at = now() where id = ${templateId}`.execute(tx)
}

/** Takes the unsubmitted changes of a translation away. */
export const dropDraft = async (tx: Tx, templateId: number, languageCode: string): Promise<void> => {
  await sql`
    update template_translations set draft = null, updated_at = now()
    where template_id = ${templateId} and language_code = ${languageCode} and meta_id is not null`.execute(tx)
}

export const metaFormat = (format: ParameterFormat): string => format.toUpperCase()
