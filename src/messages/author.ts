import type { Principal } from '../accounts/principal.ts'
import type { OutboundMessage } from './message.ts'

/** Who wrote a message: a person in the inbox; a program, of which nothing is noted. */
export const authorOf = ({ kind, userId }: Principal): Pick<OutboundMessage, 'origin' | 'sentBy'> =>
  kind === 'session' && userId !== undefined ? { origin: 'inbox', sentBy: userId } : {}
