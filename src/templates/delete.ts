import { appendAudit } from '../accounts/audit-log.ts'
import type { Database, Tx } from '../database/database.ts'
import { notFound, validationError } from '../error.ts'
import type { Integration } from '../integrations/directory.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'
import { toPublicError } from './explain-refusal.ts'
import { findLanguageByCode } from './languages.ts'
import { findTemplate } from './queries.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'
import { appendStatusEvents } from './status-events.ts'
import { insertSyncJob, lockTemplates } from './sync.ts'

type DeleteDependencies = { database: Database; graphOf: (integration: Integration) => GraphClient }

type Deletion = {
  integration: Integration
  templateId: number
  languageId?: number | undefined
  actor: string
}

/** Meta's subcode for a template that it does not have: it is gone already. */
const NOT_THERE = 2593002

/**
 * Deletes a template, or one language of it, at Meta and then here: what Meta did not delete stays. Throws 404 for one
 * that the account does not have.
 */
export const deleteTemplate = async (
  { database, graphOf }: DeleteDependencies,
  { integration, templateId, languageId, actor }: Deletion,
): Promise<void> => {
  const { wabaId, accessToken } = integration
  const found = await findTemplate(database, wabaId, templateId)
  if (!found) throw notFound()
  const { template } = found
  const doomed = selectTranslations(found.translations, languageId)
  const known = doomed.filter(({ metaId, status }) => metaId !== null && status !== 'DELETED')
  const graph = graphOf(integration)
  try {
    // By name all languages go at once.
    const ids = languageId === undefined ? [undefined] : known.map(({ metaId }) => metaId ?? undefined)
    for (const id of known.length > 0 ? ids : [])
      await graph
        .deleteTemplate({ wabaId, accessToken, name: template.name, templateId: id })
        .catch(unlessNotThere)
  } catch (error) {
    if (!(error instanceof GraphRequestError)) throw error
    if (error.failure.kind === 'unknown')
      await database.transaction().execute((tx) => insertSyncJob(tx, wabaId))
    throw toPublicError(error)
  }
  await database.transaction().execute(async (tx) => {
    await lockTemplates(tx, wabaId)
    await removeTranslations(tx, wabaId, template, doomed)
    await appendAudit(tx, {
      actor,
      action: 'template.deleted',
      subject: `template:${templateId}`,
      details: { name: template.name, languages: doomed.map(({ languageCode }) => languageCode) },
    })
  })
}

const selectTranslations = (all: TranslationRow[], languageId: number | undefined): TranslationRow[] => {
  if (languageId === undefined) return all
  const named = all.filter(({ languageCode }) => findLanguageByCode(languageCode)?.id === languageId)
  if (named.length === 0)
    throw validationError({
      language_id: ["The language_id field must be the language of one of this template's translations."],
    })
  return named
}

const unlessNotThere = (error: unknown): void => {
  const isGone =
    error instanceof GraphRequestError &&
    error.failure.kind === 'rejected' &&
    error.failure.error.subcode === NOT_THERE
  if (!isGone) throw error
}

/** A template without a language is none. */
const removeTranslations = async (
  tx: Tx,
  wabaId: string,
  { id, name }: TemplateRow,
  doomed: TranslationRow[],
): Promise<void> => {
  const codes = doomed.map(({ languageCode }) => languageCode)
  if (codes.length > 0) {
    await tx
      .insertInto('template_deletions')
      .values(codes.map((code) => ({ waba_id: wabaId, name, language_code: code, at: new Date() })))
      .onConflict((conflict) =>
        conflict
          .columns(['waba_id', 'name', 'language_code'])
          .doUpdateSet((row) => ({ at: row.ref('excluded.at') })),
      )
      .execute()
    await tx
      .deleteFrom('template_translations')
      .where('template_id', '=', id)
      .where('language_code', 'in', codes)
      .execute()
    const gone = codes.map((language) => ({ templateId: id, language, status: 'DELETED' }))
    await appendStatusEvents(tx, wabaId, gone)
  }
  const left = await tx
    .selectFrom('template_translations')
    .select('language_code')
    .where('template_id', '=', id)
    .executeTakeFirst()
  if (!left) await tx.deleteFrom('templates').where('id', '=', id).execute()
}
