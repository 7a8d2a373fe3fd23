import { type Fields, invalid, optionalText, requireFields, requireList, requireText } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

const listFields: Record<string, string[]> = {
  phones: ['phone', 'type', 'wa_id'],
  emails: ['email', 'type'],
  urls: ['url', 'type'],
  addresses: ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'],
}

const nameFields = ['first_name', 'middle_name', 'last_name', 'prefix', 'suffix']

const checkTexts = (fields: Fields, names: string[], path: string): void => {
  for (const name of names) optionalText(fields[name], `${path}.${name}`, 1000)
}

const checkContact = (contact: Fields, path: string): void => {
  const name = requireFields(contact['name'], `${path}.name`)
  requireText(name['formatted_name'], `${path}.name.formatted_name`, 1000)
  checkTexts(name, nameFields, `${path}.name`)
  for (const [list, names] of Object.entries(listFields)) {
    if (contact[list] === undefined || contact[list] === null) continue
    for (const [index, item] of requireList(contact[list], `${path}.${list}`, 0, 100).entries()) {
      checkTexts(requireFields(item, `${path}.${list}[${index}]`), names, `${path}.${list}[${index}]`)
    }
  }
  if (contact['org']) {
    checkTexts(
      requireFields(contact['org'], `${path}.org`),
      ['company', 'department', 'title'],
      `${path}.org`,
    )
  }
  const birthday = optionalText(contact['birthday'], `${path}.birthday`, 10)
  if (birthday && !/^\d{4}-\d{2}-\d{2}$/.test(birthday))
    throw invalid(`${path}.birthday`, 'must be YYYY-MM-DD.')
}

/** `contacts`: up to 257, each with a formatted name. */
export const checkContacts = (value: unknown): Outgoing => {
  for (const [index, item] of requireList(value, 'contacts', 1, 257).entries()) {
    checkContact(requireFields(item, `contacts[${index}]`), `contacts[${index}]`)
  }
  return { type: 'contacts' }
}
