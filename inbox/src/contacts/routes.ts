import { createRoute } from '@tanstack/react-router'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'
import { readContactSearch, readContactsSearch } from './address.ts'

/** Tags and names look as in the inbox, and say the same. */
const loadAllWords = () => Promise.all([loadWords('contacts'), loadWords('inbox')])

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: 'contacts',
  validateSearch: readContactsSearch,
  loader: loadAllWords,
}).lazy(() => import('./screen.tsx').then(({ contactsRoute }) => contactsRoute))

const contact = createRoute({
  getParentRoute: () => signedIn,
  path: 'contacts/$contactId',
  params: {
    parse: ({ contactId }) => ({ contactId: Number(contactId) }),
    stringify: ({ contactId }) => ({ contactId: `${contactId}` }),
  },
  validateSearch: readContactSearch,
  loader: loadAllWords,
}).lazy(() => import('./profile/screen.tsx').then(({ contactRoute }) => contactRoute))

export const contactsRoutes = [contacts, contact]
