import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox, selectInstallation } from '../context.ts'
import { readBody } from './read-body.ts'

const names = Type.Optional(Type.Array(Type.String({ minLength: 1 })))

const schema = Type.Object(
  {
    app_secret: Type.Optional(Type.String({ minLength: 1 })),
    token_valid: Type.Optional(Type.Boolean()),
    token_expires_at: Type.Optional(Type.Integer({ minimum: 0 })),
    scopes: names,
    fields: names,
    clock_ahead_ms: Type.Optional(Type.Integer()),
  },
  { additionalProperties: false },
)

const show = ({ state }: Sandbox) => {
  const { isTokenValid, tokenExpiresAt, scopes, fields, clockAheadMs } = state.app
  return {
    app_secret: selectInstallation(state).appSecret,
    token_valid: isTokenValid,
    token_expires_at: tokenExpiresAt,
    scopes,
    fields,
    clock_ahead_ms: clockAheadMs,
  }
}

/** `/_sandbox/app`: how the app and its token are set up, to break them one by one; what is named changes. */
export const addControlApp = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox/app', async () => show(sandbox))

  app.put('/_sandbox/app', async (request) => {
    const body = readBody(schema, request)
    const { state } = sandbox
    if (body.app_secret !== undefined)
      commit(sandbox, {
        t: 'installation',
        installation: { ...selectInstallation(state), appSecret: body.app_secret },
      })
    commit(sandbox, {
      t: 'app',
      app: {
        isTokenValid: body.token_valid ?? state.app.isTokenValid,
        tokenExpiresAt: body.token_expires_at ?? state.app.tokenExpiresAt,
        scopes: body.scopes ?? state.app.scopes,
        fields: body.fields ?? state.app.fields,
        clockAheadMs: body.clock_ahead_ms ?? state.app.clockAheadMs,
      },
    })
    await sandbox.journal.written()
    return show(sandbox)
  })
}
