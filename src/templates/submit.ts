import { sql } from 'kysely'
import { appendAudit } from '../accounts/audit-log.ts'
import type { Database, Tx } from '../database/database.ts'
import { type FieldErrors, notFound, PublicError, validationError } from '../error.ts'
import type { Integration } from '../integrations/directory.ts'
import { findMedia } from '../media/queries.ts'
import type { MediaStore } from '../media/store.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'
import { mediaKindOf } from './attachment.ts'
import { effectiveCategory } from './category.ts'
import type { TemplateCategory } from './definition.ts'
import { metaFormat } from './drafts.ts'
import type { TranslationFields } from './editing/fields.ts'
import { newestDefinition, newestFields } from './editing/texts.ts'
import { formatOf, writeComponents } from './editing/write-components.ts'
import { explainRefusal, isAboutTemplate, toPublicError } from './explain-refusal.ts'
import { findLanguageByCode } from './languages.ts'
import { findTemplate } from './queries.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'
import { type Complaint, complain, toFields } from './rules/complaints.ts'
import { findComplaints } from './rules/find-complaints.ts'
import { isActive, translationStatus } from './status.ts'
import { appendStatusEvents } from './status-events.ts'
import { insertSyncJob, lockTemplates } from './sync.ts'

export type SubmitDependencies = {
  database: Database
  files: MediaStore
  graphOf: (integration: Integration) => GraphClient
}

type Submission = {
  integration: Integration
  templateId: number
  /** These languages alone; all that have something new otherwise. */
  languageIds?: readonly number[] | undefined
  /** The path of a translation's fields in the caller's request. */
  pathOf: (languageCode: string) => string
  actor: string
}

/** A submission that got no answer is given up after so long; none takes longer. */
const CLAIM_MS = 10 * 60_000

/**
 * Hands what is new in a template to Meta, language by language. Everything is checked before anything goes: throws
 * 422 with all that Meta would refuse, 409 when there is nothing to submit. What Meta refuses all the same is a 422 in
 * its words, and stays a draft; other languages of the same call may have been taken.
 */
export const submitTemplate = async (
  dependencies: SubmitDependencies,
  submission: Submission,
): Promise<void> => {
  const { database } = dependencies
  const { integration, templateId, pathOf } = submission
  const { template, translations } = await database
    .transaction()
    .execute((tx) => claimTranslations(tx, submission))
  const errors: FieldErrors = {}
  for (const row of translations) {
    try {
      await submitTranslation(dependencies, submission, template, row)
    } catch (error) {
      if (!(error instanceof GraphRequestError)) {
        await release(database, templateId, translations)
        throw error
      }
      await noteFailure(database, integration.wabaId, templateId, row, error)
      if (error.failure.kind !== 'rejected' || !isAboutTemplate(error)) {
        await release(
          database,
          templateId,
          translations.filter((one) => one !== row),
        )
        throw toPublicError(error)
      }
      errors[pathOf(row.languageCode)] = [explainRefusal(error.failure.error)]
    }
  }
  if (Object.keys(errors).length > 0) throw validationError(errors)
}

/** Checks what is new and notes that it is on its way, so that no two calls submit it. */
const claimTranslations = async (
  tx: Tx,
  { integration, templateId, languageIds, pathOf, actor }: Submission,
): Promise<{ template: TemplateRow; translations: TranslationRow[] }> => {
  await lockTemplates(tx, integration.wabaId)
  const found = await findTemplate(tx, integration.wabaId, templateId)
  if (!found) throw notFound()
  const { template } = found
  const translations = found.translations.filter(
    (row) =>
      isNew(template, row) &&
      (languageIds === undefined || languageIds.includes(findLanguageByCode(row.languageCode)?.id ?? 0)),
  )
  if (translations.length === 0)
    throw new PublicError(409, 'conflict', 'There is nothing to submit: Meta has all of it.')
  checkTranslations(template, translations, pathOf)
  const codes = translations.map(({ languageCode }) => languageCode)
  await sql`
    update template_translations set submitting_since = now()
    where template_id = ${templateId} and language_code = any(${codes}::text[])`.execute(tx)
  await appendAudit(tx, {
    actor,
    action: 'template.submitted',
    subject: `template:${templateId}`,
    details: { languages: codes },
  })
  return { template, translations }
}

/** What Meta has not seen, and of what it turned down, a category that is to be another. */
const isNew = ({ draftCategory }: TemplateRow, row: TranslationRow): boolean =>
  row.metaId === null || row.draft !== null || (draftCategory !== null && row.status === 'REJECTED')

/** Throws 409 for what is on its way or in review, and 422 with all that Meta would refuse. */
const checkTranslations = (
  template: TemplateRow,
  translations: TranslationRow[],
  pathOf: Submission['pathOf'],
): void => {
  const errors: FieldErrors = {}
  for (const row of translations) {
    const label = findLanguageByCode(row.languageCode)?.label ?? row.languageCode
    if (row.submittingSince && Date.now() - row.submittingSince.getTime() < CLAIM_MS)
      throw new PublicError(409, 'conflict', `The ${label} translation is being submitted right now.`)
    if (row.metaId !== null && !['APPROVED', 'REJECTED', 'PAUSED'].includes(row.status))
      throw new PublicError(
        409,
        'conflict',
        `The ${label} translation cannot be submitted while its status is ${translationStatus(row.status).label.replace('template-messages.', '')}; Meta takes changes of what is active, rejected or paused.`,
      )
    Object.assign(errors, toFields(listComplaints(template, row), pathOf(row.languageCode)))
  }
  if (Object.keys(errors).length > 0) throw validationError(errors)
}

const listComplaints = (template: TemplateRow, row: TranslationRow): Complaint[] => {
  const definition = newestDefinition(template, row)
  if (definition.unknownComponents.length > 0)
    return [complain('body', `stands beside parts that are not made here. ${definition.obstacles.join(' ')}`)]
  const fields = newestFields(template, row)
  const complaints = findComplaints(fields, effectiveCategory(template))
  if (row.metaId !== null && metaFormat(formatOf(fields)) !== (row.parameterFormat ?? 'POSITIONAL'))
    complaints.push(
      complain(
        'body',
        'must keep its kind of placeholders, numbers or names: Meta does not change it in a template that it has.',
      ),
    )
  return complaints
}

const submitTranslation = async (
  dependencies: SubmitDependencies,
  submission: Submission,
  template: TemplateRow,
  row: TranslationRow,
): Promise<void> => {
  const { database, graphOf } = dependencies
  const { integration, templateId } = submission
  const { wabaId, accessToken } = integration
  const graph = graphOf(integration)
  const category = effectiveCategory(template)
  const fields = newestFields(template, row)
  const handle = await uploadSampleOf(dependencies, integration, template, row, fields)
  const components = writeComponents(fields, category, handle)
  const parameterFormat = metaFormat(formatOf(fields))
  if (row.metaId === null) {
    const { name } = template
    const language = findLanguageByCode(row.languageCode)?.code ?? row.languageCode
    const request = { wabaId, accessToken, name, language, category, parameterFormat, components }
    const created = await graph.createTemplate(request)
    await noteSubmitted(database, wabaId, templateId, row, { ...created, components, parameterFormat })
    return
  }
  // An approved template keeps its category (Cloud API, templates: edit).
  const changed = isActive(row.status) ? undefined : category
  await graph.editTemplate({ templateId: row.metaId, accessToken, components, category: changed })
  const edited = { id: row.metaId, status: 'PENDING', category: changed, components, parameterFormat }
  await noteSubmitted(database, wabaId, templateId, row, edited)
}

const uploadSampleOf = async (
  { database, files, graphOf }: SubmitDependencies,
  integration: Integration,
  template: TemplateRow,
  row: TranslationRow,
  { sample }: TranslationFields,
): Promise<string | undefined> => {
  if (!mediaKindOf(newestDefinition(template, row).header) || !sample) return undefined
  const media = await findMedia(database, sample)
  if (!media) throw new PublicError(409, 'conflict', 'The sample file of the header is no longer there.')
  return graphOf(integration).uploadSample({
    accessToken: integration.accessToken,
    appId: integration.appId ?? undefined,
    file: { path: files.pathOf(media.filePath), sizeBytes: media.sizeBytes },
    mimeType: media.mimeType,
    filename: media.filename ?? media.id,
  })
}

type Submitted = {
  id: string
  status: string
  category: string | undefined
  components: object[]
  parameterFormat: string
}

/** A webhook's times are whole seconds of Meta's clock: what it tells of the next moment must not look older. */
const CLOCK_MARGIN = sql`interval '5 seconds'`

const noteSubmitted = (
  database: Database,
  wabaId: string,
  templateId: number,
  { languageCode }: TranslationRow,
  { id, status, category, components, parameterFormat }: Submitted,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await lockTemplates(tx, wabaId)
    const categoryValue = category as TemplateCategory | undefined
    await sql`
      update template_translations
      set meta_id = ${id}, status = ${status}, components = ${JSON.stringify(components)}::jsonb,
        parameter_format = ${parameterFormat}, draft = null, submitting_since = null, rejected_reason = null,
        status_explanation = null, status_changed_at = now(), status_told_at = now() - ${CLOCK_MARGIN},
        edited_at = now(), updated_at = now(), synced_at = now()
      where template_id = ${templateId} and language_code = ${languageCode}`.execute(tx)
    await sql`
      update templates
      set category = coalesce(${categoryValue ?? null}, category), draft_category = null, updated_at = now()
      where id = ${templateId}`.execute(tx)
    await appendStatusEvents(tx, wabaId, [{ templateId, language: languageCode, status }])
    // Meta writes some texts itself, and says where the sample lies.
    await insertSyncJob(tx, wabaId)
  })

/** One whose answer was lost stays noted as on its way: the list of Meta's settles it. */
const noteFailure = (
  database: Database,
  wabaId: string,
  templateId: number,
  row: TranslationRow,
  { failure }: GraphRequestError,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    if (failure.kind === 'unknown') return insertSyncJob(tx, wabaId)
    if (failure.kind === 'rejected' && failure.error.subcode === ALREADY_THERE)
      await insertSyncJob(tx, wabaId)
    await release(tx, templateId, [row])
  })

const ALREADY_THERE = 2388024

const release = async (database: Database, templateId: number, rows: TranslationRow[]): Promise<void> => {
  const codes = rows.map(({ languageCode }) => languageCode)
  await sql`
    update template_translations set submitting_since = null
    where template_id = ${templateId} and language_code = any(${codes}::text[])`.execute(database)
}
