import { type Static, Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { readTime } from '../../http/read-time.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import { listAudit, type StoredAudit } from '../audit-log.ts'
import type { AccountDependencies } from '../dependencies.ts'

export const AuditItem = Type.Object({
  id: Type.Integer({ examples: [4711] }),
  at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  actor: Type.String({ description: 'Who: `user:1`, `key:7`, `command line`.', examples: ['user:1'] }),
  action: Type.String({ examples: ['key.created'] }),
  subject: Type.String({ description: 'To what.', examples: ['key:7'] }),
  details: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
    examples: [{ integration_id: 11, name: 'Web shop', scopes: ['read', 'send'] }],
  }),
})

/** `GET /v1/audit-log`. */
export const listAuditLogRoute = (app: HttpApp, { database, publicUrl }: AccountDependencies): void => {
  app.route({
    method: 'GET',
    url: '/audit-log',
    config: { access: 'administer' },
    schema: {
      operationId: 'listAuditLog',
      tags: ['Audit log'],
      summary: 'Audit log',
      description: 'Who did what with secrets, numbers and users, the newest first.',
      querystring: Type.Object({
        ...ListQuery.properties,
        actor: Type.Optional(Type.String({ maxLength: 200, description: 'Only by them, such as `user:1`.' })),
        action: Type.Optional(
          Type.String({
            maxLength: 200,
            description: 'Only this, such as `key.created`; `key.` means all that begins so.',
          }),
        ),
        from: Type.Optional(Type.String({ description: 'From this time on (ISO 8601).' })),
        to: Type.Optional(Type.String({ description: 'Up to this time.' })),
      }),
      response: { 200: Type.Array(AuditItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { actor, action, from, to } = request.query
      const window = listWindow(request.query)
      const filter = {
        actor,
        action,
        from: from === undefined ? undefined : readTime('from', from),
        to: to === undefined ? undefined : readTime('to', to),
      }
      const entries = await listAudit(database, filter, window)
      return paginateList(entries, window, ({ id }) => [id], request, reply, publicUrl).map(auditItem)
    },
  })
}

const auditItem = ({ at, ...entry }: StoredAudit): Static<typeof AuditItem> => ({
  ...entry,
  at: formatTimestamp(at),
})
