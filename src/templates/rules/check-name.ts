import type { FieldErrors } from '../../error.ts'

/** What is wrong with a template's name (Cloud API, templates: create). */
export const requireName = (name: string): FieldErrors =>
  /^[a-z0-9_]{1,512}$/.test(name)
    ? {}
    : {
        name: [
          `The name field may have small letters a to z, digits and underscores. ${adviceFor(name)}`.trim(),
        ],
      }

/** A name like the wanted one that Meta takes. */
const adviceFor = (name: string): string => {
  const better = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return better === '' ? '' : `Try ${better}.`
}

export const wrongCategory: FieldErrors = {
  category: ['The category field must be one of: marketing, utility, authentication.'],
}
