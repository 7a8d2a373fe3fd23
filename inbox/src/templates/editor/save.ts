import { call, callAll } from '../../api/call.ts'
import { fieldsOf } from '../../components/field-errors.ts'
import type { Template } from '../../inbox/queries.ts'
import { type Draft, type TextDraft, toInput } from './draft.ts'

/** What is wrong, by field: `name`, `category`, and by the language's id `2.body`, `2.buttons.0.text`. */
export type DraftErrors = Record<string, string[]>

/** Not saved, or not submitted: what is wrong with which field, where that is what it was. */
export class SaveError extends Error {
  readonly fields: DraftErrors
  /** The template that was made before it went wrong. */
  readonly templateId: number | undefined

  constructor(cause: unknown, fields: DraftErrors, templateId: number | undefined) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.fields = fields
    this.templateId = templateId
  }
}

type Save = {
  integrationId: number
  templateId: number | undefined
  draft: Draft
  isToSubmit: boolean
  /** Those that were there before: none of them is the one that this makes. */
  knownIds: ReadonlySet<number>
}

/**
 * Stores a template, and submits it. A request brings one sample file at most: each language with a file of its own goes
 * first, in a request of its own, and the last one holds all of them. Throws SaveError.
 */
export const saveTemplate = async ({
  integrationId,
  templateId,
  draft,
  isToSubmit,
  knownIds,
}: Save): Promise<Template> => {
  const path = `/integrations/${integrationId}/conversations/templates`
  const withFile = draft.texts.filter(({ file }) => file)
  let id = templateId
  const send = async (texts: TextDraft[], submit: boolean): Promise<Template> => {
    try {
      const request = requestOf(draft, texts, submit)
      const template =
        id === undefined
          ? await call<Template>('POST', path, request)
          : await call<Template>('PUT', `${path}/${id}`, request)
      id = template.id
      return template
    } catch (error) {
      const made = id ?? (submit ? await findMade(path, draft.name, knownIds) : undefined)
      throw new SaveError(error, byLanguage(fieldsOf(error), texts), made)
    }
  }
  // One file can go along with all that has none, as long as no other language wants one.
  if (withFile.length <= 1) return send(draft.texts, isToSubmit)
  const kept = new Map<number, string | null>()
  for (const text of withFile) {
    const { translations } = await send([text], false)
    const stored = translations.find(({ language_id }) => language_id === text.languageId)
    kept.set(text.languageId, (stored?.draft ?? stored)?.header_media_id ?? null)
  }
  return send(
    draft.texts.map((text) =>
      kept.has(text.languageId) ? { ...text, file: null, mediaId: kept.get(text.languageId) ?? null } : text,
    ),
    isToSubmit,
  )
}

const requestOf = ({ name, category }: Draft, texts: TextDraft[], submit: boolean) => {
  const body = { name, category, submit, translations: texts.map((text) => toInput(text, category)) }
  const file = texts.find((text) => text.file)?.file
  if (!file) return { json: body }
  const form = new FormData()
  form.set('name', name)
  form.set('category', category)
  form.set('submit', `${submit}`)
  form.set('translations', JSON.stringify(body.translations))
  form.set('attachment', file, file.name)
  return { form }
}

/** What Meta itself refuses is kept as a draft, which the next try changes. */
const findMade = async (
  path: string,
  name: string,
  knownIds: ReadonlySet<number>,
): Promise<number | undefined> => {
  const all = await callAll<Template>(path).catch(() => [])
  return all.find((template) => template.name === name && !knownIds.has(template.id))?.id
}

/** `translations.0.body` is the first of those that were sent; `language_2` is named by its id. */
const byLanguage = (fields: Record<string, string[]>, texts: TextDraft[]): DraftErrors =>
  Object.fromEntries(
    Object.entries(fields).map(([field, messages]) => [
      field
        .replace(/^translations\.(\d+)/, (_, index) => `${texts[Number(index)]?.languageId ?? index}`)
        .replace(/^language_/, ''),
      messages,
    ]),
  )
