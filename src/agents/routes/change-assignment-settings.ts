import { requirePerson } from '../../desk/person.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { writeAssignmentSettings } from '../settings.ts'
import { AssignmentSettingsBody } from './get-assignment-settings.ts'

/** `PUT /v1/settings/assignment`. */
export const changeAssignmentSettingsRoute = (
  app: HttpApp,
  { database, onAppended }: AgentDependencies,
): void => {
  app.route({
    method: 'PUT',
    url: '/settings/assignment',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeAssignmentSettings',
      tags: ['Agents'],
      summary: 'Change how chats are assigned',
      description: 'When it is switched on, the chats that wait are given out at once.',
      body: AssignmentSettingsBody,
      response: { 200: AssignmentSettingsBody, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body: { automatic }, principal }) => {
      requirePerson(principal)
      await writeAssignmentSettings(database, { automatic }, principal.actor)
      onAppended()
      return { automatic }
    },
  })
}
