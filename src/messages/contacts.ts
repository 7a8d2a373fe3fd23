import { type Static, Type } from 'typebox'
import type { FieldErrors } from '../error.ts'

const word = () => Type.Optional(Type.String({ maxLength: 1_000 }))
const some = <Item extends ReturnType<typeof Type.Object>>(item: Item) =>
  Type.Optional(Type.Array(item, { maxItems: 100 }))

const ContactCard = Type.Object({
  name: Type.Object(
    {
      formatted_name: Type.String({ minLength: 1, maxLength: 1_000, examples: ['Ahmet Kara'] }),
      first_name: Type.Optional(Type.String({ maxLength: 1_000, examples: ['Ahmet'] })),
      middle_name: word(),
      last_name: word(),
      prefix: word(),
      suffix: word(),
    },
    { description: '`formatted_name` and at least one of the others.' },
  ),
  phones: Type.Optional(
    Type.Array(
      Type.Object({
        phone: Type.Optional(Type.String({ maxLength: 1_000, examples: ['+905550000001'] })),
        type: Type.Optional(Type.String({ maxLength: 1_000, examples: ['WORK'] })),
        wa_id: Type.Optional(
          Type.String({ maxLength: 1_000, description: 'In digits: shows a button that opens the chat.' }),
        ),
      }),
      { maxItems: 100, examples: [[{ phone: '+905550000001', type: 'WORK' }]] },
    ),
  ),
  emails: some(Type.Object({ email: word(), type: word() })),
  urls: some(Type.Object({ url: word(), type: word() })),
  addresses: some(
    Type.Object({
      street: word(),
      city: word(),
      state: word(),
      zip: word(),
      country: word(),
      country_code: word(),
      type: word(),
    }),
  ),
  org: Type.Optional(Type.Object({ company: word(), department: word(), title: word() })),
  birthday: Type.Optional(Type.String({ maxLength: 10, description: 'YYYY-MM-DD.' })),
})

/** Contact cards, as the Cloud API takes them. */
export const ContactsField = Type.Array(ContactCard, { minItems: 1, maxItems: 257 })

type Contacts = Static<typeof ContactsField>

const NAME_PARTS = ['first_name', 'middle_name', 'last_name', 'prefix', 'suffix'] as const

/** The message, or undefined after noting what is wrong. */
export const contactsMessage = (contacts: Contacts, errors: FieldErrors) => {
  for (const [n, { name, birthday }] of contacts.entries()) {
    if (!NAME_PARTS.some((part) => name[part]))
      errors[`contacts.${n}.name`] = [
        `The contacts.${n}.name field needs one of ${NAME_PARTS.join(', ')} beside formatted_name.`,
      ]
    if (birthday && !isDay(birthday))
      errors[`contacts.${n}.birthday`] = [
        `The contacts.${n}.birthday field must be a day such as 1999-01-23.`,
      ]
  }
  return { type: 'contacts' as const, content: contacts }
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
