import { Type } from 'typebox'
import { findCallerName } from '../../accounts/caller-name.ts'
import { selectContactId } from '../../chats/chat-contact.ts'
import { ChatParams } from '../../chats/params.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { formatAddress } from '../../messages/phone.ts'
import type { QuickResponseDependencies } from '../add-routes.ts'
import { QuickResponseItem, QuickResponseParams, quickResponseItem } from '../item.ts'
import { findQuickResponse } from '../queries.ts'
import { fillIn } from '../variables.ts'

/** `GET …/chats/{chat_id}/quick-responses/{id}`: the text as this caller would write it in this chat. */
export const fillInQuickResponseRoute = (app: HttpApp, { database }: QuickResponseDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id/quick-responses/:quick_response_id',
    schema: {
      operationId: 'fillInQuickResponse',
      tags: ['Quick responses'],
      summary: 'Fill in a quick response',
      description:
        'A quick response with the names of this chat in it, to be sent or changed first. What is not known of the customer is left out; the agent is whoever asks.',
      params: Type.Object({ ...ChatParams.properties, ...QuickResponseParams.properties }),
      response: {
        200: Type.Object({
          ...QuickResponseItem.properties,
          text: Type.String({ examples: ['Hello Ahmet Kara, we are open from 9 to 18.'] }),
        }),
        ...errorResponses(401, 404, 429, 503),
      },
    },
    handler: async ({ params, integration, principal }) => {
      const contactId = await selectContactId(database, integration.id, params.chat_id)
      const response = await findQuickResponse(database, Number(params.quick_response_id))
      if (!response) throw notFound()
      const contact = await database
        .selectFrom('contacts')
        .select(['own_name', 'name', 'username', 'phone'])
        .where('id', '=', contactId)
        .executeTakeFirst()
      if (!contact) throw notFound()
      const text = fillIn(response.body, {
        'contact.name': contact.own_name ?? contact.name ?? contact.username,
        'contact.phone': contact.phone && formatAddress(contact.phone),
        'agent.name': await findCallerName(database, principal),
        'number.name': integration.displayName,
      })
      return { ...quickResponseItem(response), text }
    },
  })
}
