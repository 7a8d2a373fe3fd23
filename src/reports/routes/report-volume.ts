import { type Static, Type } from 'typebox'
import type { Principal } from '../../accounts/principal.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { type Cell, CsvAnswer, SeparatorField, sendCsv, writeCsv } from '../../http/csv.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ReportDependencies } from '../add-routes.ts'
import { countVolume, ORIGINS, type Volume } from '../count-volume.ts'
import { ReportQuery, Seconds } from '../fields.ts'
import { selectNumbers } from '../numbers.ts'
import { readWindow } from '../window.ts'

const VolumeQuery = Type.Object({
  ...ReportQuery.properties,
  by: Type.Optional(Type.Enum(['day', 'hour'], { default: 'day' })),
})

export const VolumeItem = Type.Object({
  period: Type.String({
    description: 'A day or an hour of the time zone.',
    examples: ['2026-01-31'],
  }),
  received: Type.Integer({
    description: 'Messages of customers, reactions and the like apart.',
    examples: [41],
  }),
  sent: Type.Object(
    Object.fromEntries(ORIGINS.map((origin) => [origin, Type.Integer()])) as Record<
      (typeof ORIGINS)[number],
      Type.TInteger
    >,
    {
      description:
        'By who wrote it: the team, programs, bulk sends, Masa by itself, the business’s phone app.',
    },
  ),
  new_chats: Type.Integer({ description: 'With people for the first time.', examples: [5] }),
  closed: Type.Array(
    Type.Object({
      reason_id: Type.Union([Type.Integer(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
      count: Type.Integer(),
    }),
    { description: 'Chats that were closed, by reason.' },
  ),
  median_first_response_seconds: Seconds(
    'From being given a chat to the first answer, for chats given then.',
  ),
  p90_first_response_seconds: Seconds('Nine of ten were answered as fast.'),
})

const DESCRIPTION =
  'What came in, went out, began and ended in each day or hour, by default of the last 30 days: of your integrations, or one of them. Periods in which nothing happened are left out.'

/** `GET /v1/reports/volume`, and the same as `volume.csv`. */
export const reportVolumeRoutes = (app: HttpApp, { database, directory }: ReportDependencies): void => {
  const count = async (query: Static<typeof VolumeQuery>, principal: Principal): Promise<Volume[]> => {
    const window = readWindow(query)
    const numbers = await selectNumbers(directory, principal, query.integration_id)
    return countVolume(database, numbers, window, query.by ?? 'day')
  }
  app.route({
    method: 'GET',
    url: '/reports/volume',
    config: { access: 'manage' },
    schema: {
      operationId: 'reportVolume',
      tags: ['Reports'],
      summary: 'Report on the volume',
      description: DESCRIPTION,
      querystring: VolumeQuery,
      response: { 200: Type.Array(VolumeItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: ({ query, principal }) => count(query, principal),
  })
  app.route({
    method: 'GET',
    url: '/reports/volume.csv',
    config: { access: 'manage' },
    schema: {
      operationId: 'reportVolumeCsv',
      tags: ['Reports'],
      summary: 'Report on the volume as a file',
      description: `${DESCRIPTION} A CSV file; Excel in Turkish wants \`separator=semicolon\`.`,
      querystring: Type.Object({ ...VolumeQuery.properties, separator: SeparatorField }),
      produces: ['text/csv'],
      response: {
        200: CsvAnswer,
        ...errorResponses(401, 422, 429, 503),
      },
    },
    handler: async ({ query, principal }, reply) => {
      const rows = (await count(query, principal)).map(cellsOf)
      return sendCsv(reply, 'volume.csv', writeCsv(COLUMNS, rows, query.separator)) as never
    },
  })
}

const COLUMNS = [
  'period',
  'received',
  ...ORIGINS.map((origin) => `sent_${origin}`),
  'new_chats',
  'closed',
  'closed_by_reason',
  'median_first_response_seconds',
  'p90_first_response_seconds',
]

const cellsOf = (row: Volume): Cell[] => [
  row.period,
  row.received,
  ...ORIGINS.map((origin) => row.sent[origin]),
  row.new_chats,
  row.closed.reduce((sum, { count }) => sum + count, 0),
  row.closed.map(({ reason, count }) => `${reason ?? ''}: ${count}`).join(', '),
  row.median_first_response_seconds,
  row.p90_first_response_seconds,
]
