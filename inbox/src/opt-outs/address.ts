/** Whose are shown, as the address has it. */
export type OptOutSearch = { phone?: string; number?: number }

export const readOptOutSearch = ({ phone, number }: Record<string, unknown>): OptOutSearch => ({
  // The router reads digits as a number.
  ...((typeof phone === 'string' || typeof phone === 'number') && phone !== '' && { phone: String(phone) }),
  ...(Number.isInteger(number) && { number: number as number }),
})
