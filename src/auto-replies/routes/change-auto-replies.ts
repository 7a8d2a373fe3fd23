import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import type { AutoReplyDependencies } from '../add-routes.ts'
import { checkAutoReplies } from '../check.ts'
import { AutoRepliesBody, AutoRepliesItem, autoRepliesItem } from '../item.ts'
import { changeAutoReplies } from '../settings.ts'

/** `PUT /v1/integrations/{id}/auto-replies`: changes the fields that it names. */
export const changeAutoRepliesRoute = (
  app: HttpApp,
  { database, onAppended }: AutoReplyDependencies,
): void => {
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id/auto-replies',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeAutoReplies',
      tags: ['Auto replies'],
      summary: 'Change the auto replies',
      description:
        'Changes the fields that are named. A chat gets each reply once in 24 hours at most; a welcome may come with one of the other two. Not answered are reactions, changes and revocations, messages that opt out or in, and what WhatsApp hands over more than an hour late.',
      params: IntegrationParams,
      body: AutoRepliesBody,
      response: { 200: AutoRepliesItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, integration, principal }) => {
      const { time_zone: timeZone, hours, holidays, ...replies } = body
      const changed = await changeAutoReplies(
        database,
        integration.id,
        {
          replies: {
            welcome: replies.welcome,
            out_of_hours: replies.out_of_hours,
            nobody_online: replies.nobody_online,
          },
          timeZone,
          // Only what is known of each, whatever else was sent.
          hours: hours?.map(({ day, from, to }) => ({ day, from, to })),
          holidays: holidays?.map(({ date, name }) => ({ date, name })),
        },
        principal.actor,
        checkAutoReplies,
      )
      onAppended()
      return autoRepliesItem(changed)
    },
  })
}
