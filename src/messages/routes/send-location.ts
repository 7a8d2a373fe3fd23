import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema } from '../fields.ts'
import { LocationField, locationMessage } from '../location.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/locations`, and the other spelling that clients try (Desk360 API, "… Location Message"). */
export const sendLocationRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const spelling of ['locations', 'location'] as const)
    app.route({
      method: 'POST',
      url: `/integrations/:integration_id/conversations/messages/${spelling}`,
      schema: {
        ...SendSchema,
        hide: spelling === 'location',
        operationId: spelling === 'locations' ? 'sendLocation' : 'sendLocationOtherSpelling',
        summary: 'Send WhatsApp Location Message',
        description:
          'Sends a place on the map to somebody who wrote to this number in the last 24 hours. `…/messages/location` is the same.',
        body: Type.Object({ ...MessageFields, location: LocationField }),
      },
      handler: (request, reply) => {
        const { location, ...fields } = request.body
        const compose = () => locationMessage(location)
        return sendSingle(dependencies, request, reply, { ...fields, path: '/messages/locations', compose })
      },
    })
}
