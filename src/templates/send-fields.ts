import { Type } from 'typebox'

/** An object of values by key. PHP writes an empty one as a list, so that a list is taken too. */
export const ParametersField = Type.Unsafe<Record<string, unknown> | unknown[]>({
  type: ['object', 'array'],
  description: 'Values by key: header-1, body-1, body-2, button-1, as the list of templates names them.',
  examples: [{ 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' }],
})

export const ATTACHMENT_FIELD =
  'The file of an image, video or document header, from your machine: never a link. Ignored, and named in `warnings`, where the template has no place for it.'

export const TemplateSendFields = {
  template_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647, examples: [1] }),
  language_id: Type.Integer({
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'The language of a translation; 1 English, 2 Türkçe.',
    examples: [1],
  }),
}

/** Keys of a list are its places, so that compiling names what stood in one that should be an object. */
export const valuesOf = (
  parameters: Record<string, unknown> | unknown[] | undefined,
): Record<string, unknown> => (Array.isArray(parameters) ? { ...parameters } : (parameters ?? {}))
