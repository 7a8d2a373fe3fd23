import type { Database } from '../database/database.ts'
import type { DraftText, TemplateRow, TranslationRow } from './rows.ts'

export type TemplateWithTranslations = { template: TemplateRow; translations: TranslationRow[] }

/** The templates of an account in the order of their ids. */
export const listTemplates = async (
  database: Database,
  wabaId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<TemplateWithTranslations[]> => {
  const templates = await database
    .selectFrom('templates')
    .selectAll()
    .where('waba_id', '=', wabaId)
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute()
  return withTranslations(database, templates)
}

/** A template of the account with all its translations. */
export const findTemplate = async (
  database: Database,
  wabaId: string,
  id: number,
): Promise<TemplateWithTranslations | undefined> => {
  const templates = await database
    .selectFrom('templates')
    .selectAll()
    .where('waba_id', '=', wabaId)
    .where('id', '=', id)
    .execute()
  return (await withTranslations(database, templates))[0]
}

type StoredTemplate = {
  id: number
  name: string
  category: string
  draft_category: string | null
  created_at: Date
  updated_at: Date
}

const withTranslations = async (
  database: Database,
  templates: StoredTemplate[],
): Promise<TemplateWithTranslations[]> => {
  if (templates.length === 0) return []
  const rows = await database
    .selectFrom('template_translations')
    .selectAll()
    .where(
      'template_id',
      'in',
      templates.map(({ id }) => id),
    )
    .execute()
  const byTemplate = Map.groupBy(rows, (row) => row.template_id)
  return templates.map((template) => ({
    template: {
      id: template.id,
      name: template.name,
      category: template.category,
      draftCategory: template.draft_category,
      createdAt: template.created_at,
      updatedAt: template.updated_at,
    },
    translations: (byTemplate.get(template.id) ?? []).map((row) => ({
      languageCode: row.language_code,
      metaId: row.meta_id,
      status: row.status,
      qualityScore: row.quality,
      components: row.components,
      parameterFormat: row.parameter_format,
      rejectedReason: row.rejected_reason,
      statusExplanation: row.status_explanation,
      statusChangedAt: row.status_changed_at,
      draft: row.draft as DraftText | null,
      sample:
        row.sample_integration_id === null || row.sample_media_id === null
          ? null
          : { integrationId: row.sample_integration_id, mediaId: row.sample_media_id },
      submittingSince: row.submitting_since,
      syncedAt: row.synced_at,
      updatedAt: row.updated_at,
    })),
  }))
}
