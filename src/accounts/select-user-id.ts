import { PublicError } from '../error.ts'
import type { Principal } from './principal.ts'

/** The user who calls. Throws 403 for a key, where only a person can be meant. */
export const selectUserId = ({ userId }: Principal): number => {
  if (userId === undefined)
    throw new PublicError(
      403,
      'access_denied',
      'A key of an integration may not do this, since it concerns the whole team: use the token of a user.',
    )
  return userId
}
