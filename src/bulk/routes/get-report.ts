import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { CsvAnswer, SeparatorField, sendCsv } from '../../http/csv.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { BulkParams } from '../fields.ts'
import { findBulkSend } from '../queries.ts'
import { writeReport } from '../report.ts'
import type { BulkDependencies } from '../start-send.ts'

/** `GET …/bulk-sends/{bulk_id}/report.csv`: streamed, however long it is. */
export const getReportRoute = (app: HttpApp, { database }: BulkDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/bulk-sends/:bulk_id/report.csv',
    schema: {
      operationId: 'getBulkReport',
      tags: ['Bulk sends'],
      summary: 'Report of a bulk send',
      description:
        'A CSV file with one row a recipient, what became of them, and the first button that they tapped; then the rows that were never planned, with the reason. The columns are `line`, `phone` (digits), `name`, `status`, `reason`, `attempts`, `message_id`, the times `accepted_at` to `failed_at`, `clickedButton` (as Desk360 calls it), `template`, `language`, `sent_by` and `date`, the same in all rows. Excel opens it right; in Turkish it wants `separator=semicolon`. Cells that could be formulas are guarded.',
      params: BulkParams,
      querystring: Type.Object({
        separator: SeparatorField,
      }),
      produces: ['text/csv'],
      response: {
        200: CsvAnswer,
        ...errorResponses(401, 404, 422, 429, 503),
      },
    },
    handler: async ({ params, query, integration }, reply) => {
      const send = await findBulkSend(database, {
        integrationId: integration.id,
        bulkId: Number(params.bulk_id),
      })
      if (!send) throw notFound()
      const file = writeReport(database, send, query.separator ?? 'comma')
      return sendCsv(reply, `bulk-send-${send.id}.csv`, file) as never
    },
  })
}
