import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../context.ts'
import type { Settings } from '../settings.ts'
import { readBody } from './read-body.ts'

/** A week at most: what is later is as good as never. */
const delay = Type.Optional(Type.Integer({ minimum: 0, maximum: 604_800_000 }))
const isOn = Type.Optional(Type.Boolean())
const strict = { additionalProperties: false }

const schema = Type.Object(
  {
    statuses: Type.Optional(
      Type.Object({ sent_ms: delay, delivered_ms: delay, read_ms: delay, auto_read: isOn }, strict),
    ),
    enforce_window: isOn,
    enforce_rates: isOn,
    review_ms: delay,
  },
  strict,
)

/** `/_sandbox/settings`: what is named changes, the rest stays. */
export const addSettings = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox/settings', async () => sandbox.state.settings)

  app.put('/_sandbox/settings', async (request) => {
    const { statuses, ...others } = readBody(schema, request)
    const before = sandbox.state.settings
    const settings: Settings = { ...before, ...others, statuses: { ...before.statuses, ...statuses } }
    commit(sandbox, { t: 'settings', settings })
    await sandbox.journal.written()
    return settings
  })
}
