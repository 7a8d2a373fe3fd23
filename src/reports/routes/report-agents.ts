import { type Static, Type } from 'typebox'
import type { Principal } from '../../accounts/principal.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { type Cell, CsvAnswer, SeparatorField, sendCsv, writeCsv } from '../../http/csv.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ReportDependencies } from '../add-routes.ts'
import { type AgentCounts, countAgents } from '../count-agents.ts'
import { ReportQuery, Seconds } from '../fields.ts'
import { selectNumbers } from '../numbers.ts'
import { readWindow } from '../window.ts'

export const AgentReport = Type.Object({
  user_id: Type.Integer({ examples: [7] }),
  name: Type.String({ examples: ['Ayşe Ak'] }),
  email: Type.String({ examples: ['ayse@example.com'] }),
  average_first_response_seconds: Seconds('From being given a chat to their first answer.'),
  average_resolution_seconds: Seconds('From being given a chat to its being closed with a reason.'),
  assigned_chats: Type.Integer({
    description: 'Chats that they were given or took, also from others.',
    examples: [12],
  }),
  resolved_chats: Type.Integer({
    description: 'Of these, those that were closed with a reason: not what ended with its 24 hours.',
    examples: [9],
  }),
  reactivated_chats: Type.Integer({
    description: 'Of these, those that came back from the archive.',
    examples: [1],
  }),
  forwarded_chats: Type.Integer({ description: 'Of these, those that they handed over.', examples: [2] }),
})

const DESCRIPTION =
  'What each of the team did with the chats that they were given in this time, by default in the last 30 days: of your integrations, or one of them.'

/** `GET /v1/reports/agents`, and the same as `agents.csv`. */
export const reportAgentsRoutes = (app: HttpApp, { database, directory }: ReportDependencies): void => {
  const count = async (query: Static<typeof ReportQuery>, principal: Principal): Promise<AgentCounts[]> => {
    const window = readWindow(query)
    return countAgents(database, await selectNumbers(directory, principal, query.integration_id), window)
  }
  app.route({
    method: 'GET',
    url: '/reports/agents',
    config: { access: 'manage' },
    schema: {
      operationId: 'reportAgents',
      tags: ['Reports'],
      summary: 'Report on the team',
      description: DESCRIPTION,
      querystring: ReportQuery,
      response: { 200: Type.Array(AgentReport), ...errorResponses(401, 422, 429, 503) },
    },
    handler: ({ query, principal }) => count(query, principal),
  })
  app.route({
    method: 'GET',
    url: '/reports/agents.csv',
    config: { access: 'manage' },
    schema: {
      operationId: 'reportAgentsCsv',
      tags: ['Reports'],
      summary: 'Report on the team as a file',
      description: `${DESCRIPTION} A CSV file; Excel in Turkish wants \`separator=semicolon\`.`,
      querystring: Type.Object({ ...ReportQuery.properties, separator: SeparatorField }),
      produces: ['text/csv'],
      response: {
        200: CsvAnswer,
        ...errorResponses(401, 422, 429, 503),
      },
    },
    handler: async ({ query, principal }, reply) => {
      const rows = (await count(query, principal)).map(cellsOf)
      return sendCsv(reply, 'agents.csv', writeCsv(COLUMNS, rows, query.separator)) as never
    },
  })
}

const COLUMNS = [
  'username',
  'email',
  'average_first_response_seconds',
  'average_resolution_seconds',
  'assigned_chats',
  'resolved_chats',
  'reactivated_chats',
  'forwarded_chats',
]

const cellsOf = (row: AgentCounts): Cell[] => [
  row.name,
  row.email,
  row.average_first_response_seconds,
  row.average_resolution_seconds,
  row.assigned_chats,
  row.resolved_chats,
  row.reactivated_chats,
  row.forwarded_chats,
]
