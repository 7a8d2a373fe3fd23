import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../context.ts'
import type { PhoneNumber } from '../state/state.ts'
import { tellAccount } from '../webhooks/tell-account.ts'
import { ControlError } from './control-error.ts'
import { readBody } from './read-body.ts'

const tiers = ['TIER_50', 'TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']

const schema = Type.Object(
  {
    phone_number_id: Type.String({ minLength: 1 }),
    quality_rating: Type.Optional(Type.Enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN'])),
    status: Type.Optional(
      Type.Enum(['CONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED']),
    ),
    messaging_limit: Type.Optional(Type.Enum(tiers)),
    messages_per_second: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    verified_name: Type.Optional(Type.String({ minLength: 1 })),
    is_registered: Type.Optional(Type.Boolean()),
    is_on_biz_app: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

/** The event's name of a change (Cloud API, phone_number_quality_update). */
const nameEvent = (before: PhoneNumber, after: PhoneNumber): string => {
  if (after.messagesPerSecond > before.messagesPerSecond) return 'THROUGHPUT_UPGRADE'
  if (after.messagingLimit !== before.messagingLimit) {
    return tiers.indexOf(after.messagingLimit) > tiers.indexOf(before.messagingLimit)
      ? 'UPGRADE'
      : 'DOWNGRADE'
  }
  return after.quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED'
}

/** Of these, no webhook tells. */
const quiet = ['verified_name', 'is_registered', 'is_on_biz_app']

/** `POST /_sandbox/numbers`: what is named of a number becomes another; quality, limits and status by webhook, too. */
export const addControlNumbers = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post('/_sandbox/numbers', async (request) => {
    const body = readBody(schema, request)
    const before = sandbox.state.numbers.get(body.phone_number_id)
    if (!before) throw new ControlError('phone_number_id is not a number of this sandbox.', 404)
    const number: PhoneNumber = {
      ...before,
      quality: body.quality_rating ?? before.quality,
      status: body.status ?? before.status,
      messagingLimit: body.messaging_limit ?? before.messagingLimit,
      messagesPerSecond: body.messages_per_second ?? before.messagesPerSecond,
      verifiedName: body.verified_name ?? before.verifiedName,
      isRegistered: body.is_registered ?? before.isRegistered,
      isOnBizApp: body.is_on_biz_app ?? before.isOnBizApp ?? false,
    }
    commit(sandbox, { t: 'number', number })
    if (!quiet.some((name) => name in body))
      tellAccount(sandbox, 'phone_number_quality_update', {
        display_phone_number: number.digits,
        event: nameEvent(before, number),
        current_limit: number.messagingLimit,
        max_daily_conversations_per_business: number.messagingLimit,
      })
    await sandbox.journal.written()
    return { id: number.id, quality_rating: number.quality, status: number.status }
  })
}
