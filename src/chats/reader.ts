import type { Principal } from '../accounts/principal.ts'

/** By whose eyes a chat is unread: a user's, or, undefined, those of the business, by which programs look. */
export type Reader = number | undefined

export const readerOf = ({ userId }: Principal): Reader => userId
