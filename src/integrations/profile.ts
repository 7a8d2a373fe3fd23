import { Type } from 'typebox'

/** What a business is in, in Meta's words (Cloud API, business profiles). */
const VERTICALS = [
  'ALCOHOL',
  'APPAREL',
  'AUTO',
  'BEAUTY',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GOVT',
  'GROCERY',
  'HEALTH',
  'HOTEL',
  'MATRIMONY_SERVICE',
  'NONPROFIT',
  'NOT_A_BIZ',
  'ONLINE_GAMBLING',
  'OTC_DRUGS',
  'OTHER',
  'PHYSICAL_GAMBLING',
  'PROF_SERVICES',
  'RESTAURANT',
  'RETAIL',
  'TRAVEL',
  'UNDEFINED',
] as const

/** What customers see of the business, with Meta's limits. */
export const ProfileBody = Type.Object({
  about: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 139,
      description: 'The line below the name.',
      examples: ['We are here to help.'],
    }),
  ),
  address: Type.Optional(Type.String({ maxLength: 256, examples: ['İstiklal Caddesi 1, İstanbul'] })),
  description: Type.Optional(Type.String({ maxLength: 512, examples: ['Bread and cakes since 1924.'] })),
  email: Type.Optional(
    Type.String({
      maxLength: 128,
      pattern: '^$|^[^\\s@]+@[^\\s@]+$',
      'x-form': 'an e-mail address',
      examples: ['hello@example.com'],
    }),
  ),
  websites: Type.Optional(
    Type.Array(
      Type.String({
        maxLength: 256,
        pattern: '^https?://[^\\s]+$',
        'x-form': 'an address that begins with https://',
      }),
      {
        maxItems: 2,
        examples: [['https://www.example.com']],
      },
    ),
  ),
  vertical: Type.Optional(
    Type.Unsafe<(typeof VERTICALS)[number]>({
      type: 'string',
      enum: [...VERTICALS],
      description: 'What the business is in.',
      examples: ['RETAIL'],
    }),
  ),
})

/** As WhatsApp has it: what was never set is not there. */
export const ProfileItem = Type.Object({
  about: Type.Optional(Type.String({ examples: ['We are here to help.'] })),
  address: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  websites: Type.Optional(Type.Array(Type.String(), { examples: [['https://www.example.com']] })),
  vertical: Type.Optional(Type.String({ examples: ['RETAIL'] })),
})
