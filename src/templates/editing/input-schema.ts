import { type Static, Type } from 'typebox'
import { BUTTON_TYPES } from './fields.ts'

/** Longer ones are no drafts of anything; how long a text may be is checked when it is submitted. */
const MAX_TEXT = 10_000

const text = (description: string, examples?: string[]) =>
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    maxLength: MAX_TEXT,
    description,
    ...(examples && { examples }),
  })

const SampleValues = (description: string) =>
  Type.Unsafe<{ key: string; value: string }[] | null>({
    type: ['array', 'null'],
    maxItems: 100,
    description,
    items: {
      type: 'object',
      properties: {
        key: { type: 'string', description: 'What stands within the braces.', maxLength: 100 },
        value: { type: 'string', description: 'A sample value.', maxLength: MAX_TEXT },
      },
      required: ['key', 'value'],
    },
    examples: [[{ key: '1', value: 'Ahmet Kara' }]],
  })

const Field = Type.Optional(Type.String({ maxLength: MAX_TEXT }))

const ButtonInput = Type.Object({
  type: Type.String({ description: `${BUTTON_TYPES.join(', ')}.`, maxLength: 50, examples: ['quick_reply'] }),
  text: Type.Optional(Type.String({ description: 'The label.', maxLength: MAX_TEXT, examples: ['Yes'] })),
  url: Type.Optional(
    Type.String({ description: 'A link; {{1}} at its end is filled by each send.', maxLength: MAX_TEXT }),
  ),
  example: Type.Optional(
    Type.Unsafe<string | string[]>({
      type: ['string', 'array'],
      description: 'A sample of the link’s value, or of the code.',
      maxLength: MAX_TEXT,
    }),
  ),
  phone_number: Field,
  otp_type: Type.Optional(Type.String({ description: 'copy_code, one_tap or zero_tap.', maxLength: 50 })),
  autofill_text: Field,
  package_name: Field,
  signature_hash: Field,
  supported_apps: Type.Optional(
    Type.Array(
      Type.Object({
        package_name: Type.String({ maxLength: MAX_TEXT }),
        signature_hash: Type.String({ maxLength: MAX_TEXT }),
      }),
      { maxItems: 5 },
    ),
  ),
  zero_tap_terms_accepted: Type.Optional(Type.Boolean()),
  flow_id: Field,
  flow_name: Field,
  flow_action: Field,
  navigate_screen: Field,
})

const TranslationInput = Type.Object({
  language_id: Type.Integer({
    minimum: 1,
    maximum: 2_147_483_647,
    description: '1 English, 2 Türkçe; GET /v1/languages has all.',
    examples: [1],
  }),
  header_type: Type.Optional(
    Type.Unsafe<unknown>({
      description:
        '1 IMAGE, 2 VIDEO, 3 DOCUMENT, 4 TEXT, 5 LOCATION: the number, the word, or the object that the list shows; null for no header.',
      examples: ['TEXT'],
    }),
  ),
  header: Type.Optional(text('The text of a text header, 60 characters, with one placeholder at most.')),
  header_variables: Type.Optional(SampleValues('A sample for the placeholder of the header.')),
  header_media_id: Type.Optional(
    text('A file of this number (`media_id`) that shows Meta what a media header looks like.'),
  ),
  body: Type.Optional(
    text('The text, 1024 characters, with placeholders {{1}}, {{2}}, … or {{first_name}}, ….', [
      'Your order {{1}} is on its way.',
    ]),
  ),
  body_variables: Type.Optional(SampleValues('A sample for each placeholder of the body.')),
  footer: Type.Optional(text('60 characters.')),
  buttons: Type.Optional(Type.Array(ButtonInput, { maxItems: 50 })),
  add_security_recommendation: Type.Optional(
    Type.Boolean({ description: 'Authentication: the body says not to share the code.' }),
  ),
  code_expiration_minutes: Type.Optional(
    Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'Authentication: the footer says how long the code lives, 1 to 90.',
    }),
  ),
})

export type TranslationInput = Static<typeof TranslationInput>

/** What a template is made of and changed by: the shape of the list. */
export const TemplateFields = {
  name: Type.String({
    minLength: 1,
    maxLength: 512,
    description: 'Small letters, digits and underscores.',
    examples: ['order_on_its_way'],
  }),
  category: Type.Unsafe<unknown>({
    description:
      '1 marketing, 2 utility (the list calls it custom), 3 authentication: the number, the word, or the object that the list shows.',
    examples: ['utility'],
  }),
  translations: Type.Array(TranslationInput, { maxItems: 111 }),
  submit: Type.Optional(
    Type.Boolean({ description: 'Submit it to Meta for review at once.', examples: [false] }),
  ),
}
