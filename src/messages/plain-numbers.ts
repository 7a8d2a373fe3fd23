import metadata from 'libphonenumber-js/min/metadata'

/** A country's numbers by the library's own table (version 4): what tells a possible number from another. */
type NumberingPlan = { lengths: ReadonlySet<number>; nationalPrefix: string | undefined }

const CODE = 0
const POSSIBLE_LENGTHS = 3
const NATIONAL_PREFIX = 5
const NATIONAL_PREFIX_FOR_PARSING = 7

/** Those of calling codes that one country has alone, where nothing but a plain national prefix is ever stripped. */
const plans: ReadonlyMap<string, NumberingPlan> = new Map(
  Object.values(metadata.country_calling_codes)
    .filter((countries) => countries.length === 1)
    .flatMap(([country]) => {
      const row = metadata.countries[country!] as unknown[]
      if (row[NATIONAL_PREFIX_FOR_PARSING]) return []
      const plan: NumberingPlan = {
        lengths: new Set(row[POSSIBLE_LENGTHS] as number[]),
        nationalPrefix: (row[NATIONAL_PREFIX] as string | undefined) || undefined,
      }
      return [[row[CODE] as string, plan] as const]
    }),
)

/**
 * True for the digits of a number, calling code first, that the library would call possible and leave as they are,
 * by the length alone; false for all of which only the library can tell. A bulk send checks a hundred thousand: the
 * library takes 9 µs for one, most of which is for what such a number does not have.
 */
export const isPlainNumber = (digits: string): boolean => {
  for (const size of [2, 3]) {
    const plan = plans.get(digits.slice(0, size))
    if (!plan) continue
    const { lengths, nationalPrefix } = plan
    return (
      lengths.has(digits.length - size) &&
      (nationalPrefix === undefined || !digits.startsWith(nationalPrefix, size))
    )
  }
  return false
}
