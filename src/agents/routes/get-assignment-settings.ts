import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { readAssignmentSettings } from '../settings.ts'

export const AssignmentSettingsBody = Type.Object({
  automatic: Type.Boolean({
    description:
      'true, as it is at first: a chat that a customer writes to goes by itself to who had it last, or else to who is online and has the fewest active chats. false: people take chats themselves.',
    examples: [true],
  }),
})

/** `GET /v1/settings/assignment`. */
export const getAssignmentSettingsRoute = (app: HttpApp, { database }: AgentDependencies): void => {
  app.route({
    method: 'GET',
    url: '/settings/assignment',
    schema: {
      operationId: 'getAssignmentSettings',
      tags: ['Agents'],
      summary: 'How chats are assigned',
      description: 'Whether chats are given out by themselves.',
      response: { 200: AssignmentSettingsBody, ...errorResponses(401, 429, 503) },
    },
    handler: () => readAssignmentSettings(database),
  })
}
