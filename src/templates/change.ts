import type { Database, Tx } from '../database/database.ts'
import { type FieldErrors, notFound, PublicError, validationError } from '../error.ts'
import type { Integration } from '../integrations/directory.ts'
import { effectiveCategory } from './category.ts'
import type { TemplateCategory } from './definition.ts'
import { dropDraft, insertTemplate, nameTaken, writeDraft } from './drafts.ts'
import { applyInput } from './editing/apply-input.ts'
import { NO_FIELDS, type TranslationFields } from './editing/fields.ts'
import { findSample, type SampleFile } from './editing/find-sample.ts'
import type { TranslationInput } from './editing/input-schema.ts'
import { newestFields, shownTexts } from './editing/texts.ts'
import { writeComponents } from './editing/write-components.ts'
import { findLanguageByCode, findLanguageById } from './languages.ts'
import { findTemplate, type TemplateWithTranslations } from './queries.ts'
import type { TranslationRow } from './rows.ts'
import { toFields } from './rules/complaints.ts'
import { findComplaints } from './rules/find-complaints.ts'
import { isCategoryEditable, isEditable } from './status.ts'
import { appendStatusEvents, type StatusChange } from './status-events.ts'
import { lockTemplates } from './sync.ts'

export type TemplateChange = {
  name?: string | undefined
  category?: TemplateCategory | undefined
  translations: TranslationInput[]
  /** It has to be whole, since it is submitted next. */
  isToSubmit: boolean
  sampleFile: SampleFile | undefined
}

/** Stores a new template as a draft, and answers its id. Throws 422 with all that is wrong with it. */
export const createDraft = (
  database: Database,
  integration: Integration,
  change: TemplateChange & { name: string; category: TemplateCategory },
): Promise<number> =>
  database.transaction().execute(async (tx) => {
    await lockTemplates(tx, integration.wabaId)
    const { name, category } = change
    const translations = await readTranslations(tx, integration, undefined, category, change)
    const id = await insertTemplate(tx, integration.wabaId, name, category)
    await storeTranslations(tx, integration, id, translations, category)
    return id
  })

/**
 * Changes what a request names of a template. What Meta knows stays as it is until it is submitted. Throws 404 for a
 * template that the account does not have, 409 for what cannot change any more, 422 with all that is wrong.
 */
export const changeDraft = (
  database: Database,
  integration: Integration,
  templateId: number,
  change: TemplateChange,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await lockTemplates(tx, integration.wabaId)
    const found = await findTemplate(tx, integration.wabaId, templateId)
    if (!found) throw notFound()
    await changeName(tx, integration.wabaId, found, change.name)
    const category = await changeCategory(tx, found, change.category)
    const translations = await readTranslations(tx, integration, found, category, change)
    await storeTranslations(tx, integration, templateId, translations, category)
  })

/** Throws 409 for one that Meta knows: there its name is what it is. */
const changeName = async (
  tx: Tx,
  wabaId: string,
  { template, translations }: TemplateWithTranslations,
  name: string | undefined,
): Promise<void> => {
  if (name === undefined || name === template.name) return
  if (translations.some(({ metaId, submittingSince }) => metaId !== null || submittingSince !== null))
    throw new PublicError(409, 'conflict', 'The name cannot change any more: Meta knows the template by it.')
  const taken = await tx
    .selectFrom('templates')
    .select('id')
    .where('waba_id', '=', wabaId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (taken) throw nameTaken(taken.id)
  await tx
    .updateTable('templates')
    .set({ name, updated_at: new Date() })
    .where('id', '=', template.id)
    .execute()
}

/** Answers the category that the template has from now on. Of what Meta turned down it changes with the next try. */
const changeCategory = async (
  tx: Tx,
  { template, translations }: TemplateWithTranslations,
  category: TemplateCategory | undefined,
): Promise<TemplateCategory> => {
  const present = effectiveCategory(template)
  if (category === undefined || category === present) return present
  if (!isCategoryEditable(translations.map(({ status }) => status)))
    throw new PublicError(
      409,
      'conflict',
      'The category cannot change while Meta reviews a translation or has approved one.',
    )
  const isKnown = translations.some(({ metaId }) => metaId !== null)
  await tx
    .updateTable('templates')
    .set({ ...(isKnown ? { draft_category: category } : { category }), updated_at: new Date() })
    .where('id', '=', template.id)
    .execute()
  return category
}

type Changed = {
  languageCode: string
  fields: TranslationFields
  /** As it is stored; undefined for a new language. */
  row: TranslationRow | undefined
  before: TranslationFields | undefined
  /** What Meta has, where changes of it are stored. */
  live: TranslationFields | undefined
}

const readTranslations = async (
  tx: Tx,
  integration: Integration,
  found: TemplateWithTranslations | undefined,
  category: TemplateCategory,
  { translations, isToSubmit, sampleFile }: TemplateChange,
): Promise<Changed[]> => {
  const errors: FieldErrors = {}
  const changed: Changed[] = []
  for (const [index, input] of translations.entries()) {
    const path = `translations.${index}`
    const languageCode = findLanguageById(input.language_id)?.code
    if (languageCode === undefined || changed.some((one) => one.languageCode === languageCode)) {
      errors[`${path}.language_id`] = [wrongLanguage(`${path}.language_id`, languageCode)]
      continue
    }
    const row = found?.translations.find((one) => findLanguageByCode(one.languageCode)?.code === languageCode)
    if (row) requireEditable(row)
    const fieldsOf = (one: TranslationRow) => found && newestFields(found.template, one)
    const before = row && fieldsOf(row)
    const shown = found ? shownTexts(found.template, row) : null
    const written = applyInput(before ?? NO_FIELDS, input, shown, path, errors)
    const sample = await findSample(tx, integration, written, { input, file: sampleFile, path }, errors)
    const fields = { ...written, sample }
    const complaints = isToSubmit ? toFields(findComplaints(fields, category), path) : {}
    // Buttons that could not be read are missing among those that were looked at: places would be wrong.
    const isAnyUnread = Object.keys(errors).some((field) => field.startsWith(`${path}.buttons.`))
    for (const [field, found] of Object.entries(complaints))
      if (!isAnyUnread || !field.startsWith(`${path}.buttons`)) errors[field] ??= found
    const live = row?.draft ? fieldsOf({ ...row, draft: null }) : undefined
    changed.push({ languageCode, fields, row, before, live })
  }
  if (Object.keys(errors).length > 0) throw validationError(errors)
  return changed
}

const wrongLanguage = (field: string, code: string | undefined): string =>
  code === undefined
    ? `The ${field} field must be the id of a language that WhatsApp takes: GET /v1/languages lists them.`
    : `The ${field} field is given twice: a template has one text in each language.`

const requireEditable = ({ languageCode, status, submittingSince }: TranslationRow): void => {
  const label = findLanguageByCode(languageCode)?.label ?? languageCode
  if (!isEditable(status))
    throw new PublicError(
      409,
      'conflict',
      `The ${label} translation can no longer be changed: its status at WhatsApp is ${status}.`,
    )
  if (submittingSince)
    throw new PublicError(409, 'conflict', `The ${label} translation is being submitted right now.`)
}

const storeTranslations = async (
  tx: Tx,
  { wabaId }: Integration,
  templateId: number,
  translations: Changed[],
  category: TemplateCategory,
): Promise<void> => {
  const isSame = (a: TranslationFields | undefined, b: TranslationFields): boolean =>
    a !== undefined && keyOf(a, category) === keyOf(b, category)
  const changes: StatusChange[] = []
  for (const { languageCode, fields, row, before, live } of translations) {
    if (isSame(before, fields)) continue
    const code = row?.languageCode ?? languageCode
    if (isSame(live, fields)) await dropDraft(tx, templateId, code)
    else await writeDraft(tx, templateId, { languageCode: code, fields }, category)
    changes.push({ templateId, language: code, status: row?.status ?? 'DRAFT' })
  }
  await appendStatusEvents(tx, wabaId, changes)
}

/** What tells one text from another. */
const keyOf = (fields: TranslationFields, category: TemplateCategory): string =>
  JSON.stringify([writeComponents(fields, category), fields.sample])
