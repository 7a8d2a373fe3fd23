import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema, spellings } from '../fields.ts'
import { composeReaction } from '../reaction.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/reactions`, and the other spelling that clients try. */
export const sendReactionRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const { url, shown } of spellings('sendReaction', 'reactions', 'reaction'))
    app.route({
      method: 'POST',
      url,
      schema: {
        ...SendSchema,
        ...shown,
        summary: 'Send WhatsApp Reaction',
        description:
          'Puts an emoji below a message of the last 30 days, received or sent, in place of the one that stands there.',
        body: Type.Object({
          message_id: Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'The message to react to.',
            examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'],
          }),
          emoji: Type.String({
            maxLength: 50,
            description: 'One emoji; empty takes the reaction away.',
            examples: ['👍'],
          }),
          to: Type.Optional({
            ...MessageFields.to,
            description: 'Whom the message is from or to, by itself.',
          }),
          expires_in: MessageFields.expires_in,
        }),
      },
      handler: (request, reply) => {
        // By name: a `reply_to` that comes along is a field that reactions do not have, ignored and not looked at.
        const { message_id, emoji, to, expires_in } = request.body
        return sendSingle(dependencies, request, reply, {
          to,
          expires_in,
          path: '/messages/reactions',
          compose: (errors) =>
            composeReaction(dependencies.database, request.integration.id, { message_id, emoji }, errors),
        })
      },
    })
}
