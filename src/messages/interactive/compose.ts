import type { Database } from '../../database/database.ts'
import type { FieldErrors } from '../../error.ts'
import type { Composed } from '../send-single.ts'
import { checkInteractive, type Interactive } from './field.ts'
import { takeHeaderFiles } from './files.ts'

/** The message that an object which fits its schema makes, after noting what else is wrong with it. */
export const composeInteractive = async (
  database: Database,
  integrationId: number,
  given: Interactive,
  errors: FieldErrors,
): Promise<Composed> => {
  checkInteractive(given, errors)
  const content = structuredClone(given)
  const media = await takeHeaderFiles(database, integrationId, content, errors)
  return { type: 'interactive', content, ...(media.length > 0 && { keepFiles: async () => media }) }
}
