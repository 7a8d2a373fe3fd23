import { type Static, Type } from 'typebox'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description })

const Variable = Type.Object({
  id: Type.String({ description: 'Always empty.' }),
  key: Type.String({ description: 'What stands within the braces of the text: a number, or a name.' }),
  value: Type.String({ description: 'The sample value the template was submitted with.' }),
})

const ButtonType = Type.String({
  description:
    'quick_reply, url, phone_number, copy_code, otp, flow, catalog, mpm, spm, voice_call, request_contact_info or unknown.',
})

const Button = Type.Object({
  number: Type.Integer({ description: 'The place of the button, from 1.' }),
  type: ButtonType,
  text: Type.String({ description: 'The label.' }),
  url: Type.Optional(Type.String({ description: 'The link, with {{1}} where a value goes.' })),
  phone_number: Type.Optional(Type.String()),
  otp_type: Type.Optional(Type.String({ description: 'copy_code, one_tap or zero_tap.' })),
  flow_id: Type.Optional(Type.String()),
  example: Type.Optional(Type.String({ description: "A sample of the link's value, or of the code." })),
  autofill_text: Type.Optional(Type.String()),
  package_name: Type.Optional(Type.String()),
  signature_hash: Type.Optional(Type.String()),
  supported_apps: Type.Optional(
    Type.Array(Type.Object({ package_name: Type.String(), signature_hash: Type.String() })),
  ),
  zero_tap_terms_accepted: Type.Optional(Type.Boolean()),
  flow_name: Type.Optional(Type.String()),
  flow_action: Type.Optional(Type.String()),
  navigate_screen: Type.Optional(Type.String()),
  variable: Type.Optional(Type.String({ description: 'The key that fills this button at a send.' })),
})

const PreviewButton = Type.Object({
  type: ButtonType,
  text: Type.String(),
  url: Type.Optional(Type.String()),
  phone_number: Type.Optional(Type.String()),
  code: Type.Optional(Type.String({ description: 'What the button copies.' })),
})

/** A translation with values filled in, as its reader sees it. */
export const TemplatePreviewSchema = Type.Object({
  header: nullable(Type.String(), 'The text of a text header.'),
  body: Type.String(),
  footer: nullable(Type.String(), 'The footer.'),
  buttons: Type.Array(PreviewButton),
})

const SupportedLanguage = Type.Object({
  label: Type.String(),
  value: Type.Integer({ description: 'The language_id.' }),
  filled: Type.Boolean({ description: 'Whether the template has text in this language.' }),
})

const Category = Type.Object({
  value: Type.Integer({ description: '1 marketing, 2 custom (utility), 3 authentication.' }),
  label: Type.String(),
  subLabel: Type.String(),
  status: Type.Integer({ description: 'Always 1.' }),
  children: Type.Array(Type.Unknown(), { description: 'Always empty.' }),
})

const TranslationTextFields = {
  header_type: nullable(
    Type.Object({ value: Type.Integer(), label: Type.String() }),
    '1 IMAGE, 2 VIDEO, 3 DOCUMENT, 4 TEXT, 5 LOCATION; null without a header.',
  ),
  header_variables: nullable(
    Type.Array(Variable),
    'The placeholder of a text header; null when it has none.',
  ),
  header: nullable(Type.String(), 'The text of a text header.'),
  header_file: nullable(Type.String(), 'The URL of the sample file of a media header.'),
  header_media_id: nullable(
    Type.String(),
    'The `media_id` of that sample, where it was given here. GET …/messages/media/{media_id} of the number that it was given by has it.',
  ),
  body: Type.String(),
  body_variables: nullable(Type.Array(Variable), 'The placeholders of the body; null when it has none.'),
  footer: nullable(Type.String(), 'The footer.'),
  variables: Type.Array(Type.String(), {
    description: 'The keys that a send must fill, in order: header-1, body-1, button-1, header-location, …',
  }),
  buttons: Type.Array(Button),
  add_security_recommendation: Type.Optional(
    Type.Boolean({ description: 'Authentication: whether the body says not to share the code.' }),
  ),
  code_expiration_minutes: Type.Optional(
    nullable(Type.Integer(), 'Authentication: how long the footer says that the code lives.'),
  ),
  preview: TemplatePreviewSchema,
}

const TranslationText = Type.Object(TranslationTextFields)

const Translation = Type.Object({
  language_id: Type.Integer(),
  language: Type.String({ description: 'The name of the language in itself.' }),
  language_code: Type.String({ description: "Meta's code of it.", examples: ['pt_BR'] }),
  ...TranslationTextFields,
  editable: Type.Boolean({ description: 'Whether this translation can be changed.' }),
  status: Type.String({ description: 'The label that belongs to status_value.' }),
  status_value: Type.Integer({
    description:
      '1 in review, 2 active, 3 rejected, 4 paused, 5 disabled, 6 draft. Only an active one can be sent.',
  }),
  status_reason: nullable(Type.String(), 'Why Meta gave it this status, as far as Meta says.'),
  status_changed_at: Type.String({ description: 'Since when it has this status.' }),
  quality: Type.String({ description: 'template-messages.quality-unavailable, -high, -medium or -low.' }),
  updated_at: Type.String(),
  synced_at: nullable(Type.String(), "When Meta's list last had it; null for one that Meta does not know."),
  not_sendable_reason: nullable(
    Type.String(),
    'Why this translation cannot be sent, in words; null when it can be.',
  ),
  draft: nullable(
    TranslationText,
    'Changes that were not submitted yet. Until then, sends go on with the text above.',
  ),
})

/** One template of `GET /v1/integrations/{id}/conversations/templates` (Desk360 API, WhatsApp Message Templates). */
export const TemplateItemSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  category_editable: Type.Boolean({ description: 'Whether the category can still be changed.' }),
  sendable: Type.Boolean({ description: 'Whether at least one translation is active.' }),
  category: Category,
  category_label: Type.String(),
  supported_languages: Type.Array(SupportedLanguage),
  translations: Type.Array(Translation),
  created_at: Type.String({ description: 'UTC, as 2024-05-31T06:33:30.000000Z.' }),
  updated_at: Type.String(),
})

export const TemplateListSchema = Type.Array(TemplateItemSchema)

export type TemplateItem = Static<typeof TemplateItemSchema>
export type TranslationItem = Static<typeof Translation>
export type TranslationText = Static<typeof TranslationText>
