import { type Static, Type } from 'typebox'

/** Ids of Meta's are digits, 15 to 17 mostly (Cloud API, ground rules). */
const MetaId = (description: string, example: string) =>
  Type.String({
    pattern: '^[0-9]{1,30}$',
    'x-form': "an id of Meta's, of digits alone (App Dashboard, WhatsApp, API Setup)",
    description,
    examples: [example],
  })

/** Secrets travel in headers and addresses: printable ASCII without blanks. */
const Secret = (description: string, example: string) =>
  Type.String({
    minLength: 1,
    maxLength: 1_000,
    pattern: '^[!-~]+$',
    'x-form': 'letters, digits and signs without blanks or line ends',
    description,
    examples: [example],
  })

/** Messages a second that a number may be set to; 0 leaves it to WhatsApp. */
const MAX_THROUGHPUT = 1_000

/** What a request says of a number; WhatsApp tells the rest. */
const NumberFields = {
  display_name: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '\\S',
    'x-form': 'more than blanks',
    description: 'What it is called here.',
    examples: ['YourIntegration3'],
  }),
  phone_number_id: MetaId("The number's id at Meta (API Setup of the app).", '106540352242922'),
  waba_id: MetaId('The id of the WhatsApp business account that the number belongs to.', '102290129340398'),
  app_id: MetaId('The id of the app of Meta that the token was made for.', '670843887433847'),
  access_token: Secret(
    'A token of a system user with whatsapp_business_messaging and whatsapp_business_management.',
    'EAAJBsbCS1iHgBO',
  ),
  app_secret: Secret('The secret of that app (App settings, Basic).', '614fc2afde15eee07a26b2fe3eaee9b9'),
  verify_token: Secret(
    'A word of your own, by which this server knows that a check of its webhook address comes from Meta.',
    'a-word-of-your-own',
  ),
  throughput: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_THROUGHPUT,
      description:
        'The most messages a second. By default, and with 0, what WhatsApp allows: 80, 1,000 once upgraded, 20 for a number that is used on a phone, too.',
      examples: [80],
    }),
  ),
}

export const NumberBody = Type.Object(NumberFields)
export type NumberBody = Static<typeof NumberBody>
