import { Type } from 'typebox'
import { appendAudit } from '../../accounts/audit-log.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ContactDependencies } from '../add-routes.ts'
import { writeExport } from '../export.ts'
import { contactProfile } from '../item.ts'
import { ContactParams } from '../params.ts'
import { selectContact } from '../select.ts'

/** `GET /v1/contacts/{id}/export`: streamed, however much it is. */
export const exportContactRoute = (app: HttpApp, dependencies: ContactDependencies): void => {
  const { database } = dependencies
  app.route({
    method: 'GET',
    url: '/contacts/:contact_id/export',
    config: { access: 'administer' },
    schema: {
      operationId: 'exportContact',
      tags: ['Contacts'],
      summary: 'Export a contact',
      description:
        'All that is kept of a person, as one JSON file: for people who ask for what you have of them (GDPR, article 15). Their files are listed, and had by their media_id.',
      params: ContactParams,
      response: {
        200: {
          description: 'The export',
          content: { 'application/json': { schema: Type.Object({}, { additionalProperties: true }) } },
        },
        ...errorResponses(401, 404, 429, 503),
      },
    },
    handler: async ({ params, principal }, reply) => {
      const contact = await selectContact(dependencies, principal, params.contact_id)
      await appendAudit(database, {
        actor: principal.actor,
        action: 'contact.exported',
        subject: `contact:${contact.id}`,
      })
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="contact-${contact.id}.json"`)
        .header('cache-control', 'no-store')
        .send(writeExport(database, contact, contactProfile(contact)) as never)
    },
  })
}
