import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema, spellings } from '../fields.ts'
import { LocationField, locationMessage } from '../location.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/locations`, and the other spelling that clients try (Desk360 API, "… Location Message"). */
export const sendLocationRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const { url, shown } of spellings('sendLocation', 'locations', 'location'))
    app.route({
      method: 'POST',
      url,
      schema: {
        ...SendSchema,
        ...shown,
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
