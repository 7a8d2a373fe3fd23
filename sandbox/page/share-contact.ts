import type { ShownMessage } from '../phone/shapes.ts'
import { answer } from './answers.ts'
import { state } from './store.ts'

/** The person's own card, for whom the business knew by a user id only (Cloud API, request contact info). */
export const shareContact = (to: ShownMessage): Promise<boolean> => {
  const { name = '', phone = '', user_id } = state.page?.chat ?? {}
  const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\n${phone ? `TEL;waid=${phone}:+${phone}\n` : ''}END:VCARD`
  return answer(to, {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: name, first_name: name.split(' ')[0] },
        phones: phone ? [{ phone: `+${phone}`, wa_id: phone, user_id, type: 'CELL' }] : [],
        vcard,
      },
    ],
    origin: 'contact_request',
  })
}
