import { Type } from 'typebox'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ContactDependencies } from '../add-routes.ts'
import { changeContact } from '../change.ts'
import { ContactProfile, contactProfile } from '../item.ts'
import { ContactParams } from '../params.ts'
import { selectContact } from '../select.ts'

/** `PUT /v1/contacts/{id}`. */
export const changeContactRoute = (app: HttpApp, dependencies: ContactDependencies): void => {
  const { database, onAppended } = dependencies
  app.route({
    method: 'PUT',
    url: '/contacts/:contact_id',
    schema: {
      operationId: 'changeContact',
      tags: ['Contacts'],
      summary: 'Change a contact',
      description: 'What the team says of a person. What is left away stays as it is.',
      params: ContactParams,
      body: Type.Object({
        name: Type.Optional(
          Type.String({
            maxLength: 200,
            description: 'Wins over the name that they told WhatsApp; empty, it is taken away again.',
            examples: ['Ahmet Kara (Depo)'],
          }),
        ),
        notes: Type.Optional(Type.String({ maxLength: 10_000 })),
      }),
      response: { 200: ContactProfile, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, principal, body }) => {
      const { name, notes } = body
      const { id } = await selectContact(dependencies, principal, params.contact_id)
      if (name === undefined && notes === undefined)
        throw validationError({ name: ['The name field is required, or notes.'] })
      const change = { notes, name: name === undefined ? undefined : name.trim() || null }
      if (!(await database.transaction().execute((tx) => changeContact(tx, id, change)))) throw notFound()
      onAppended()
      return contactProfile(await selectContact(dependencies, principal, params.contact_id))
    },
  })
}
