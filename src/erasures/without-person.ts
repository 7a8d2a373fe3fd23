/** Lists that hold lists of people; what is in all others is about one person each. */
const SHARED = new Set(['entry', 'changes'])

/**
 * The JSON of a webhook without all that is about somebody: the messages, statuses and contacts that name one of their
 * addresses. What is about others stays as it is.
 */
export const withoutPerson = (body: unknown, addresses: readonly string[]): unknown => {
  const named = new RegExp(
    `(?<![\\dA-Za-z.])(?:${addresses.map((one) => RegExp.escape(one)).join('|')})(?![\\dA-Za-z])`,
  )
  const isNamed = (value: unknown): boolean => named.test(JSON.stringify(value) ?? '')
  const cut = (value: unknown, name: string): unknown => {
    if (!isNamed(value)) return value
    if (Array.isArray(value))
      return SHARED.has(name) ? value.map((item) => cut(item, '')) : value.filter((item) => !isNamed(item))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item, key)]))
    return null
  }
  return addresses.length === 0 ? body : cut(body, '')
}
