import type { JsonSchema, Operation } from './document.ts'

/** The body of an operation as a form, where it takes files; undefined where it takes none. */
export const findFormBody = ({ bodies }: Operation): JsonSchema | undefined => {
  const form = bodies.get('multipart/form-data')
  return form && listFileFields(form).length > 0 ? form : undefined
}

/** Names of the fields that hold files. */
export const listFileFields = ({ properties = {} }: JsonSchema): string[] =>
  Object.keys(properties).filter((name) => properties[name]?.format === 'binary')
