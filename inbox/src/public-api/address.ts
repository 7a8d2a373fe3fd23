import { DELIVERY_STATUSES, type DeliveryStatus } from './statuses.ts'

/** Which of the numbers is meant; the first when none is named. */
export type NumberSearch = { number?: number }

export const readNumberSearch = ({ number }: Record<string, unknown>): NumberSearch =>
  Number.isInteger(number) ? { number: number as number } : {}

/** What narrows a log of deliveries down, and the delivery that is open. Times are ISO 8601. */
export type DeliverySearch = { status?: DeliveryStatus; from?: string; to?: string; delivery?: number }

export const readDeliverySearch = (search: Record<string, unknown>): DeliverySearch => {
  const status = DELIVERY_STATUSES.find((one) => one === search['status'])
  const time = (name: 'from' | 'to') => {
    const text = search[name]
    return typeof text === 'string' && !Number.isNaN(Date.parse(text)) ? { [name]: text } : {}
  }
  return {
    ...(status && { status }),
    ...time('from'),
    ...time('to'),
    ...(Number.isInteger(search['delivery']) && { delivery: search['delivery'] as number }),
  }
}
