import { createRoute } from '@tanstack/react-router'
import { allow, signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'
import { readReportSearch } from './address.ts'

export const reportsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: 'reports',
  beforeLoad: allow('manage'),
  validateSearch: readReportSearch,
  loader: () => loadWords('reports'),
}).lazy(() => import('./screen.tsx').then(({ reportsScreen }) => reportsScreen))
