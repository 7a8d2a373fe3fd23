import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import type { ReportDependencies } from '../add-routes.ts'
import { Seconds } from '../fields.ts'
import { averageLastHour, lookAtAgents } from '../look-at-agents.ts'
import { selectNumbers } from '../numbers.ts'

/** In the order in which they are shown (Desk360, "Chat Cockpit"). */
const STATES = ['online', 'offline', 'break', 'invisible'] as const

/** `GET /v1/reports/cockpit`. */
export const showCockpitRoute = (app: HttpApp, { database, directory }: ReportDependencies): void => {
  app.route({
    method: 'GET',
    url: '/reports/cockpit',
    config: { access: 'manage' },
    schema: {
      operationId: 'showCockpit',
      tags: ['Reports'],
      summary: 'Look at the team',
      description:
        'Who is online, on a break, invisible or gone at this moment, since when, and with how many chats.',
      querystring: Type.Object({
        integration_id: Type.Optional(Type.Integer({ description: 'Only of this integration.' })),
      }),
      response: {
        200: Type.Object({
          states: Type.Array(
            Type.Object({
              state: Type.String({ description: `${STATES.join(', ')}.`, examples: ['online'] }),
              agents: Type.Array(
                Type.Object({
                  id: Type.Integer(),
                  name: Type.String(),
                  since: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
                  active_chats: Type.Integer(),
                }),
              ),
            }),
          ),
          average_first_response_seconds: Seconds('Of chats that were first answered in the last hour.'),
          average_resolution_seconds: Seconds('Of chats that were closed in the last hour.'),
        }),
        ...errorResponses(401, 422, 429, 503),
      },
    },
    handler: async ({ query, principal }) => {
      const numbers = await selectNumbers(directory, principal, query.integration_id)
      const agents = await lookAtAgents(database, numbers)
      const { first_response, resolution } = await averageLastHour(database, numbers)
      return {
        states: STATES.map((state) => ({
          state,
          agents: agents
            .filter((agent) => agent.state === state)
            .map(({ id, name, since, active_chats }) => ({
              id,
              name,
              since: formatTimestamp(since),
              active_chats,
            })),
        })),
        average_first_response_seconds: first_response,
        average_resolution_seconds: resolution,
      }
    },
  })
}
