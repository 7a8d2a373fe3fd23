import i18next from 'i18next'
import type { Chat } from '../api/types.ts'

/** What the person in a chat is called here: by name, else by number. */
export const nameOf = ({ name, phone }: Pick<Chat, 'name' | 'phone'>): string =>
  name || phone || i18next.t('list.unnamed', { ns: 'inbox' })

/** By which the person is written to: the number, or the id that stands for it. */
export const addressOf = ({ phone, user_id }: Pick<Chat, 'phone' | 'user_id'>): string =>
  phone ?? user_id ?? ''
