import { type Static, Type } from 'typebox'
import { REPLY_VARIABLES } from './check.ts'
import type { AutoReplies } from './settings.ts'

const ReplyFields = {
  text: Type.String({
    maxLength: 4_096,
    description: `What is sent, with ${REPLY_VARIABLES.map((name) => `\`{{${name}}}\``).join(', ')} in it.`,
    examples: ['Hello {{contact.name}}, we are open from 9 to 18 and answer then.'],
  }),
  enabled: Type.Boolean({ examples: [true] }),
}

const reply = (description: string) => Type.Object(ReplyFields, { description })
const replyChange = (description: string) => Type.Partial(Type.Object(ReplyFields), { description })

const ScheduleFields = {
  time_zone: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The IANA name of the zone by whose clock the hours and holidays are.',
    examples: ['Europe/Istanbul'],
  }),
  hours: Type.Array(
    Type.Object({
      day: Type.Integer({ minimum: 1, maximum: 7, description: '1 Monday to 7 Sunday.', examples: [1] }),
      from: Type.String({ maxLength: 5, examples: ['09:00'] }),
      to: Type.String({
        maxLength: 5,
        description: 'Up to 24:00; one that is not after `from` is of the next day.',
        examples: ['18:00'],
      }),
    }),
    { maxItems: 50, description: 'When somebody is there; an empty list: always.' },
  ),
  holidays: Type.Array(
    Type.Object({
      date: Type.String({ maxLength: 10, examples: ['2024-10-29'] }),
      name: Type.String({ maxLength: 100, examples: ['Republic Day'] }),
    }),
    { maxItems: 400, description: 'Days on which nobody begins to work.' },
  ),
}

const WORDS = {
  welcome: 'To the first message of a person, and to the first after their chat was archived.',
  out_of_hours: 'To a message outside of the hours or on a holiday, unless who has the chat is online.',
  nobody_online:
    'To a message within the hours, when the chat is nobody’s and nobody is online who may see the number.',
}

export const AutoRepliesItem = Type.Object({
  welcome: reply(WORDS.welcome),
  out_of_hours: reply(WORDS.out_of_hours),
  nobody_online: reply(WORDS.nobody_online),
  ...ScheduleFields,
})

export const AutoRepliesBody = Type.Object({
  welcome: Type.Optional(replyChange(WORDS.welcome)),
  out_of_hours: Type.Optional(replyChange(WORDS.out_of_hours)),
  nobody_online: Type.Optional(replyChange(WORDS.nobody_online)),
  time_zone: Type.Optional(ScheduleFields.time_zone),
  hours: Type.Optional(ScheduleFields.hours),
  holidays: Type.Optional(ScheduleFields.holidays),
})

export const autoRepliesItem = ({
  replies,
  timeZone,
  hours,
  holidays,
}: AutoReplies): Static<typeof AutoRepliesItem> => ({
  ...replies,
  time_zone: timeZone,
  hours: [...hours],
  holidays: [...holidays],
})
