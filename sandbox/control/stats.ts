import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'

/** `GET /_sandbox/stats`: counts since the start, or since the messages were deleted. */
export const addStats = (app: FastifyInstance, { stats, outbox }: Sandbox): void => {
  app.get('/_sandbox/stats', async () => ({
    accepted: stats.accepted,
    received: stats.received,
    rejected: Object.fromEntries(stats.rejected),
    webhooks: {
      sent: stats.webhooks.sent,
      posts: stats.webhooks.posts,
      retried: stats.webhooks.retried,
      given_up: stats.webhooks.givenUp,
      waiting: outbox.waiting(),
    },
  }))
}
