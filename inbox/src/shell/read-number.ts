/** The number that an address names, such as `?number=11`; nothing where that is none. */
export const readNumber = (id: unknown): { number?: number } =>
  Number.isSafeInteger(Number(id ?? Number.NaN)) ? { number: Number(id) } : {}
