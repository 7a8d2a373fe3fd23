import Fastify from 'fastify'
import { Type } from 'typebox'

// The baseline of accepting: the same body, schema and answer, and nothing done.
const app = Fastify()
app.post(
  '/v1/integrations/:id/conversations/messages',
  {
    schema: {
      body: Type.Object({
        to: Type.String({ minLength: 1, maxLength: 150 }),
        text: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
        preview_url: Type.Optional(Type.Boolean()),
        reply_to: Type.Optional(Type.String({ maxLength: 64 })),
        expires_in: Type.Optional(Type.Integer({ minimum: 1 })),
      }),
      response: { 200: Type.Object({ message_id: Type.String() }) },
    },
  },
  async () => ({ message_id: 'gBEGkFBXUQRnAgnoOJ1ESPKBwME' }),
)
await app.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 })
process.stdout.write(`listening ${(app.server.address() as { port: number }).port}\n`)
process.once('SIGTERM', () => void app.close())
