import type { PhoneNumber } from '../state/state.ts'
import { createPairRate } from './pair-rate.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** The limits of a number and of a number with one person. They begin anew with the process. */
export type Rates = {
  takeNumber(number: PhoneNumber, now: number): boolean
  spendNumber(number: PhoneNumber, now: number): void
  takePair(number: PhoneNumber, party: string, now: number): boolean
}

export const createRates = (): Rates => {
  const buckets = new Map<string, { perSecond: number; bucket: TokenBucket }>()
  const pairs = createPairRate()

  const bucketOf = ({ id, messagesPerSecond }: PhoneNumber): TokenBucket => {
    const known = buckets.get(id)
    if (known?.perSecond === messagesPerSecond) return known.bucket
    const bucket = createTokenBucket(messagesPerSecond)
    buckets.set(id, { perSecond: messagesPerSecond, bucket })
    return bucket
  }

  return {
    takeNumber: (number, now) => bucketOf(number).take(now),
    spendNumber: (number, now) => bucketOf(number).spend(now),
    takePair: (number, party, now) => pairs.take(`${number.id}/${party}`, now),
  }
}
