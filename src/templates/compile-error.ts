import type { FieldErrors } from '../error.ts'

/** One thing that is wrong with what a send gave for a template. It never quotes a value. */
export type CompileError = {
  readonly subject: 'parameter' | 'attachment' | 'template'
  /** The parameter's key, or the key as the caller wrote it where the template has none such. */
  readonly key: string
  /** What is wrong, to go on after a field's name: `is required.` */
  readonly problem: string
  /** The whole sentence: `The body-1 field is required.` */
  readonly message: string
}

const sentence = (field: string, problem: string) => `The ${field} field ${problem}`

export const parameterError = (key: string, problem: string): CompileError => ({
  subject: 'parameter',
  key,
  problem,
  message: sentence(key, problem),
})

export const attachmentError = (problem: string): CompileError => ({
  subject: 'attachment',
  key: 'attachment',
  problem,
  message: sentence('attachment', problem),
})

/** A template that can't be sent whatever is given; `reason` is a sentence of its own. */
export const templateError = (reason: string): CompileError => ({
  subject: 'template',
  key: 'template_id',
  problem: `names a template that cannot be sent. ${reason}`,
  message: reason,
})

/**
 * The errors as the public API's `error.fields`. `parametersField` is the dotted path of the object that held the
 * parameters: `destinations.0.parameters`, or `parameters` of a bulk send.
 */
export const compileErrorFields = (errors: readonly CompileError[], parametersField: string): FieldErrors => {
  const fields = new Map<string, string[]>()
  for (const { subject, key, problem } of errors) {
    const field = subject === 'parameter' ? `${parametersField}.${key}` : key
    fields.set(field, [...(fields.get(field) ?? []), sentence(field, problem)])
  }
  return Object.fromEntries(fields)
}
