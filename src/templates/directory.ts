import type { Database } from '../database/database.ts'
import { validationError } from '../error.ts'
import { type Bell, createBell } from '../processes/bell.ts'
import { type PreparedTemplate, prepareTemplate } from './compile.ts'
import { findTemplate, type TemplateWithTranslations } from './queries.ts'
import { selectSendableDefinition } from './resolve.ts'

/** Templates made ready to send, kept in memory for a moment: many sends name the same one. */
export type TemplateDirectory = {
  /**
   * Throws 422 on `template_id` for one that the account does not have, on `language_id` for a language that
   * it lacks, and `template_not_sendable` for one that is not active.
   */
  selectSendable(wabaId: string, templateId: number, languageId: number): Promise<PreparedTemplate>
  /** To be called after a change, as that of the numbers. */
  forget(): void
}

const MAX_AGE_MS = 2_000
const MAX_REMEMBERED = 1_000

type Remembered = {
  readAt: number
  found: Promise<TemplateWithTranslations | undefined>
  prepared: Map<number, PreparedTemplate>
}

export const createTemplateDirectory = (database: Database, bell: Bell = createBell()): TemplateDirectory => {
  const remembered = new Map<string, Remembered>()
  bell.subscribe(() => remembered.clear())

  const look = (wabaId: string, templateId: number): Remembered => {
    const key = `${wabaId} ${templateId}`
    const known = remembered.get(key)
    if (known && Date.now() - known.readAt < MAX_AGE_MS) return known
    const entry = {
      readAt: Date.now(),
      found: findTemplate(database, wabaId, templateId),
      prepared: new Map(),
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(key, entry)
    entry.found.catch(() => remembered.delete(key))
    return entry
  }

  return {
    selectSendable: async (wabaId, templateId, languageId) => {
      const { found, prepared } = look(wabaId, templateId)
      const row = await found
      if (!row)
        throw validationError({
          template_id: ["The template_id field must be the id of one of this integration's templates."],
        })
      const known = prepared.get(languageId)
      if (known) return known
      const ready = prepareTemplate(selectSendableDefinition(row.template, row.translations, languageId))
      prepared.set(languageId, ready)
      return ready
    },
    forget: () => bell.ring(),
  }
}
