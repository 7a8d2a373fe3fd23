import type { FieldErrors } from '../../error.ts'

/** What is wrong with a part of a translation, to go on after the field's name: `is required.` */
export type Complaint = { readonly field: string; readonly problem: string }

export const complain = (field: string, problem: string): Complaint => ({ field, problem })

/** The complaints as the public API's `error.fields`, below the path of the translation. */
export const toFields = (complaints: readonly Complaint[], path: string): FieldErrors => {
  const fields: FieldErrors = {}
  for (const { field, problem } of complaints) {
    const name = `${path}.${field}`
    fields[name] = [...(fields[name] ?? []), `The ${name} field ${problem}`]
  }
  return fields
}
