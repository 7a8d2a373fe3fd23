import swagger from '@fastify/swagger'
import type { HttpApp } from './app-type.ts'

/** Makes the OpenAPI document out of the routes' own schemas and serves it at /openapi.json. */
export const registerOpenApi = async (app: HttpApp, publicUrl: string | undefined): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Masa',
        version: '1',
        description: "Sends and receives WhatsApp messages. Speaks Desk360's public API.",
        license: { name: 'MIT', identifier: 'MIT' },
      },
      ...(publicUrl && { servers: [{ url: publicUrl }] }),
      tags: [
        { name: 'Login', description: 'A token for all other requests.' },
        { name: 'Integrations', description: 'Your WhatsApp numbers.' },
        { name: 'Templates', description: 'Messages that WhatsApp has approved, to be sent at any time.' },
        { name: 'Messages', description: 'Messages to people who wrote to you in the last 24 hours.' },
      ],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  })
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { hide: true },
    handler: async (_request, reply) => reply.header('access-control-allow-origin', '*').send(app.swagger()),
  })
}
