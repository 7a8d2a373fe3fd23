import { sql } from 'kysely'
import { lockChatsOfContacts } from '../chats/chats.ts'
import { lockContacts } from '../chats/contacts.ts'
import { contactNews, foldText, searchTextOf } from '../chats/told.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'

/** What the team says of somebody; a name of null takes the team's own away. */
export type ContactChange = { name?: string | null | undefined; notes?: string | undefined }

/** Answers whether there is such a person. What WhatsApp tells is left as it is: it is told anew by each message. */
export const changeContact = async (tx: Tx, id: number, { name, notes }: ContactChange): Promise<boolean> => {
  const contact = (await lockContacts(tx, [id])).get(id)
  if (!contact) return false
  if (name !== undefined) await rename(tx, id, name, searchTextOf(contact))
  if (notes !== undefined)
    await tx.updateTable('contacts').set({ notes, updated_at: new Date() }).where('id', '=', id).execute()
  const chats = await lockChatsOfContacts(tx, [id])
  await appendEvents(
    tx,
    chats.map(({ integrationId }) => ({
      type: 'contact.updated',
      integrationId,
      data: contactNews(id, contact),
    })),
  )
  return true
}

const rename = async (tx: Tx, id: number, name: string | null, search: string): Promise<void> => {
  const own = name === null ? '' : `\n${foldText(name)}`
  await sql`
    update contacts set own_name = ${name}, own_search = ${own}, search = ${search + own}, updated_at = now()
    where id = ${id}`.execute(tx)
}
