/** What rows are sorted by; null for what is not known. */
export type SortValue = number | string | null

/** The rows in this order, equals as they stood. What is not known stands last, whichever way. */
export const sortRows = <Row>(
  rows: Row[],
  sortBy: (row: Row) => SortValue,
  isDescending: boolean,
  language: string,
): Row[] => {
  const { compare } = new Intl.Collator(language, { numeric: true })
  return rows.toSorted((one, other) => {
    const [a, b] = [sortBy(one), sortBy(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
    return isDescending ? -order : order
  })
}
