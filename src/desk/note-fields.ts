import { Type } from 'typebox'
import { ChatParams } from '../chats/params.ts'
import { IdParam } from '../http/id-param.ts'

export const NoteParams = Type.Object({ ...ChatParams.properties, note_id: IdParam })

export const BodyField = Type.String({
  minLength: 1,
  maxLength: 10_000,
  pattern: '\\S',
  examples: ['Asked for a refund, see the order.'],
})

export const MentionsField = Type.Array(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), {
  maxItems: 50,
  uniqueItems: true,
  description: 'The ids of users whom it is for.',
})
