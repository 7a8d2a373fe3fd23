import { Type } from 'typebox'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ContactDependencies } from '../add-routes.ts'
import { ContactProfile, contactProfile } from '../item.ts'
import { joinContacts } from '../join.ts'
import { findContact } from '../list.ts'
import { ContactParams } from '../params.ts'
import { contactScopeOf, selectContact } from '../select.ts'

/** `POST /v1/contacts/{id}/merge`. */
export const mergeContactRoute = (app: HttpApp, dependencies: ContactDependencies): void => {
  const { database, directory, onAppended } = dependencies
  app.route({
    method: 'POST',
    url: '/contacts/:contact_id/merge',
    config: { access: 'manage' },
    schema: {
      operationId: 'mergeContact',
      tags: ['Contacts'],
      summary: 'Merge two contacts',
      description:
        'Says that two contacts of an account are one person. Their chats, with all that belongs to these, become one with each integration; a wish against marketing holds for both. It cannot be undone, and lasts until WhatsApp tells that one of the numbers went to somebody else.',
      params: ContactParams,
      body: Type.Object({
        into: Type.Integer({
          minimum: 1,
          maximum: 999_999_999,
          description: 'The contact that keeps its id.',
        }),
      }),
      response: { 200: ContactProfile, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, principal, body }) => {
      const scope = await contactScopeOf(directory, principal)
      const from = await selectContact(dependencies, principal, params.contact_id)
      const into = await findContact(database, scope, body.into)
      if (!into || into.id === from.id || into.waba_id !== from.waba_id)
        throw validationError({
          into: ['The into field must be the id of another contact of the same account.'],
        })
      await joinContacts(database, {
        wabaId: into.waba_id,
        id: from.id,
        into: into.id,
        actor: principal.actor,
      })
      onAppended()
      const merged = await findContact(database, scope, into.id)
      if (!merged) throw notFound()
      return contactProfile(merged)
    },
  })
}
