import { readId, readText } from '../inbox/address.ts'

/** Who is listed, as the address has it: a list can be sent to somebody. */
export type ContactsSearch = {
  q?: string | undefined
  tag?: number | undefined
  number?: number | undefined
  /** Only those who want no marketing messages, or only the others. */
  opted_out?: boolean | undefined
}

/** Names every field: one that is left out would stay as it came. */
export const readContactsSearch = (search: Record<string, unknown>): ContactsSearch => ({
  q: readText(search['q']),
  tag: readId(search['tag']),
  number: readId(search['number']),
  opted_out: typeof search['opted_out'] === 'boolean' ? search['opted_out'] : undefined,
})

export const isNarrowed = (search: ContactsSearch): boolean =>
  Object.values(search).some((value) => value !== undefined)

/** `erasure`: by which this person is being forgotten. */
export const readContactSearch = (search: Record<string, unknown>): { erasure?: number | undefined } => ({
  erasure: readId(search['erasure']),
})
