import type { Bell } from '../processes/bell.ts'
import type { Principal } from './principal.ts'

type Remembered = { principal: Principal; readAt: number; touchedAt: number }

type MemoryOptions = {
  /** Asks the database. */
  find: (text: string) => Promise<Principal | undefined>
  /** Notes, once an hour at most, that it was used. */
  touch: (tokenId: number) => void
  /** Names tokens of which nothing may be remembered any more. */
  bell: Bell
  maxAgeMs: number
}

const TOUCH_EVERY_MS = 3_600_000
const MAX_REMEMBERED = 10_000

/** Remembers for some seconds who is behind a text that requests carry, since the same ones come again and again. */
export const createPrincipalMemory = ({ find, touch, bell, maxAgeMs }: MemoryOptions) => {
  const remembered = new Map<string, Remembered>()
  // Rings are counted, so that what was read before one is not remembered after it.
  let rings = 0
  bell.subscribe((tokenIds) => {
    rings += 1
    for (const [text, { principal }] of remembered)
      if (!tokenIds || tokenIds.includes(principal.tokenId)) remembered.delete(text)
  })

  const look = async (text: string): Promise<Principal | undefined> => {
    const ringsBefore = rings
    const principal = await find(text)
    if (!principal) {
      remembered.delete(text)
      return undefined
    }
    const now = Date.now()
    const touchedAt = remembered.get(text)?.touchedAt ?? 0
    const isTouchDue = now - touchedAt > TOUCH_EVERY_MS
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    const readAt = ringsBefore === rings ? now : 0
    remembered.set(text, { principal, readAt, touchedAt: isTouchDue ? now : touchedAt })
    if (isTouchDue) touch(principal.tokenId)
    return principal
  }

  return {
    /** Undefined for what is dead or was never alive. Throws what `find` throws. */
    find: async (text: string): Promise<Principal | undefined> => {
      const known = remembered.get(text)
      const now = Date.now()
      const isFresh = known && now - known.readAt < maxAgeMs && now < (known.principal.expiresAt ?? Infinity)
      return isFresh ? known.principal : look(text)
    },
  }
}
