import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { formatPhoneNumber } from '../../phone-number.ts'
import type { ShownNumber } from '../shapes.ts'

/** `GET /_sandbox/phone/numbers`: the business's numbers, as its customers see them. */
export const addShowNumbers = (app: FastifyInstance, { state }: Sandbox): void => {
  app.get(
    '/_sandbox/phone/numbers',
    async (): Promise<ShownNumber[]> =>
      [...state.numbers.values()].map(({ id, digits, verifiedName, profile }) => ({
        id,
        digits,
        shown_digits: formatPhoneNumber(digits),
        name: verifiedName,
        about: String(profile['about'] ?? ''),
      })),
  )
}
