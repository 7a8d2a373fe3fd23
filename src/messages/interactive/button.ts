import { Type } from 'typebox'
import { defineKind } from './kind.ts'
import { AnyHeader, checkReplies, Footer, Reply, Text } from './parts.ts'

/** `button`: up to three answers to tap. */
export const button = defineKind(
  Type.Object({
    type: Type.Literal('button'),
    header: AnyHeader,
    body: Text(),
    footer: Footer,
    action: Type.Object({
      buttons: Type.Array(Type.Object({ type: Type.Literal('reply'), reply: Reply(256) }), {
        minItems: 1,
        maxItems: 3,
      }),
    }),
  }),
  ({ action: { buttons } }, note) =>
    checkReplies(
      buttons.map(({ reply }) => reply),
      (n) => `interactive.action.buttons.${n}.reply`,
      note,
    ),
)
