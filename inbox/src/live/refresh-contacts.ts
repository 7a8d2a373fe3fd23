import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../api/call.ts'
import type { Contact, ContactDetails } from '../contacts/queries.ts'
import { readNow, settle } from './turns.ts'

type Held = InfiniteData<Page<Contact>, string>

/** Reads people anew whose chats have news, as far as they are shown; somebody new comes on top of the list. */
export const refreshContacts = async (client: QueryClient, ids: number[]): Promise<void> => {
  for (const id of ids) void client.invalidateQueries({ queryKey: ['contacts', id] })
  if (ids.length > 0) void client.invalidateQueries({ queryKey: ['contacts', 'list'], type: 'inactive' })
  const lists = client.getQueryCache().findAll({ queryKey: ['contacts', 'list'], type: 'active' })
  const held = lists.map(({ queryKey }) => client.getQueryData<Held>(queryKey)).filter((one) => !!one)
  const shown = new Set(held.flatMap(({ pages }) => pages.flatMap(({ items }) => items.map(({ id }) => id))))
  // Ids grow with time, and lists begin with the highest.
  const isNew = (id: number): boolean => id > Math.max(0, ...shown)
  if (ids.some(isNew)) return client.invalidateQueries({ queryKey: ['contacts', 'list'] })
  await Promise.all(
    ids
      .filter((id) => shown.has(id))
      .map(async (id) => {
        const contact = await readNow<ContactDetails>(`/contacts/${id}`)
        if (!contact) return
        await settle(client, () =>
          client.setQueriesData<Held>({ queryKey: ['contacts', 'list'], type: 'active' }, (list) =>
            replace(list, contact),
          ),
        )
      }),
  )
}

const replace = (list: Held | undefined, contact: Contact): Held | undefined =>
  list && {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === contact.id ? contact : one)),
    })),
  }
