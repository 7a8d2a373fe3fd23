import { Type } from 'typebox'
import { defineKind } from './kind.ts'
import { refuseParts, Text } from './parts.ts'

/** `location_request_message`: a button with which the customer sends a place. */
export const locationRequest = defineKind(
  Type.Object({
    type: Type.Literal('location_request_message'),
    body: Text(),
    action: Type.Object({ name: Type.Literal('send_location') }),
  }),
  (interactive, note) => refuseParts(interactive, ['header', 'footer'], note),
)

/** The same from its text alone. */
export const locationRequestOf = (text: string) => ({
  type: 'location_request_message' as const,
  body: { text },
  action: { name: 'send_location' as const },
})
