import type { JsonSchema, Operation } from './document.ts'

const file = (description: string): JsonSchema => ({ type: 'string', format: 'binary', description })

const ATTACHMENT = file(
  'The file of an image, video or document header, from your machine: never a link. Ignored, and named in `warnings`, where the template has no place for it.',
)

/** Files that a form of these operations takes, which a JSON body has no place for. */
const FILE_FIELDS: Record<string, Record<string, JsonSchema>> = {
  sendTemplate: { attachment: ATTACHMENT },
  sendBulk: {
    attachment: ATTACHMENT,
    recipients: file(
      'A CSV whose column `phone` holds the numbers and whose other columns are parameter keys.',
    ),
  },
}

const MULTIPART = 'multipart/form-data'

/**
 * The body of an operation as a form: the document's own `multipart/form-data`, else its JSON body with the
 * files that the operation takes. Undefined where no file is taken.
 */
export const findFormBody = ({ operationId, bodies }: Operation): JsonSchema | undefined => {
  const form = bodies.get(MULTIPART)
  if (form) return listFileFields(form).length > 0 ? form : undefined
  const files = FILE_FIELDS[operationId ?? '']
  const json = bodies.get('application/json')
  return files && json && { ...json, properties: { ...json.properties, ...files } }
}

/** Names of the fields that hold files. */
export const listFileFields = ({ properties = {} }: JsonSchema): string[] =>
  Object.keys(properties).filter((name) => properties[name]?.format === 'binary')
