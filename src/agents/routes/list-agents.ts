import { Type } from 'typebox'
import { canReach } from '../../accounts/principal.ts'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { AgentItem, agentItem } from '../item.ts'
import { listAgents, type Team } from '../list.ts'

/** `GET /v1/agents`. */
export const listAgentsRoute = (app: HttpApp, { database }: AgentDependencies): void => {
  app.route({
    method: 'GET',
    url: '/agents',
    schema: {
      operationId: 'listAgents',
      tags: ['Agents'],
      summary: 'List agents',
      description:
        'Everybody who may answer on one of your integrations, of whatever role, by name: in which state they are, since when, and how many chats they have.',
      querystring: Type.Object({
        integration_id: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 999_999_999,
            description: 'Only those who may see this integration.',
            examples: [11],
          }),
        ),
      }),
      response: { 200: Type.Array(AgentItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async ({ query: { integration_id }, principal }) => {
      if (integration_id !== undefined && !canReach(principal, integration_id))
        throw validationError({
          integration_id: ['The integration_id field must be the id of one of your integrations.'],
        })
      const team: Team =
        integration_id === undefined
          ? principal
          : { integrationIds: new Set([integration_id]), userId: undefined }
      return (await listAgents(database, team)).map(agentItem)
    },
  })
}
