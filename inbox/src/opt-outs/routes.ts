import { createRoute } from '@tanstack/react-router'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'
import { readOptOutSearch } from './address.ts'

export const optOutsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: 'opt-outs',
  validateSearch: readOptOutSearch,
  loader: () => loadWords('opt-outs'),
}).lazy(() => import('./screen.tsx').then(({ optOutsScreen }) => optOutsScreen))
