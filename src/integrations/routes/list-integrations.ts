import { Type } from 'typebox'
import { canReach } from '../../accounts/principal.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { PageQuery, pageWindow, paginate } from '../../http/pagination.ts'
import type { IntegrationDirectory } from '../directory.ts'

const IntegrationItem = Type.Object({
  id: Type.Integer({ examples: [11] }),
  display_name: Type.String({ examples: ['YourIntegration1'] }),
  name: Type.String({ description: 'The same text as display_name.', examples: ['YourIntegration1'] }),
  phone_number: Type.String({ examples: ['+905554443322'] }),
  logo: Type.Union([Type.String(), Type.Null()], { description: 'A URL, or null.' }),
  status: Type.String({ description: 'activated, pending or suspended.', examples: ['activated'] }),
})

/** `GET /v1/integrations` (Desk360 API, "Integrations"). */
export const listIntegrationsRoute = (
  app: HttpApp,
  directory: IntegrationDirectory,
  publicUrl: string | undefined,
): void => {
  app.route({
    method: 'GET',
    url: '/integrations',
    schema: {
      operationId: 'listIntegrations',
      tags: ['Integrations'],
      summary: 'Integrations',
      description: 'List of your integrations: the WhatsApp numbers that this token reaches.',
      querystring: PageQuery,
      response: { 200: Type.Array(IntegrationItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { offset, limit } = pageWindow(request.query.page)
      const all = (await directory.list()).filter(({ id }) => canReach(request.principal, id))
      return paginate(all.slice(offset, offset + limit), request, reply, publicUrl).map((one) => ({
        id: one.id,
        display_name: one.displayName,
        name: one.displayName,
        phone_number: one.phoneNumber,
        logo: one.logoUrl,
        status: one.status,
      }))
    },
  })
}
