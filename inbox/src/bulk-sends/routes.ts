import { createRoute } from '@tanstack/react-router'
import { readNumber } from '../shell/read-number.ts'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'

const bulkSends = createRoute({
  getParentRoute: () => signedIn,
  path: 'bulk-sends',
  validateSearch: ({ number }: Record<string, unknown>) => readNumber(number),
  loader: () => loadWords('bulk-sends'),
}).lazy(() => import('./screen.tsx').then(({ bulkSendsRoute }) => bulkSendsRoute))

const newBulkSend = createRoute({
  getParentRoute: () => signedIn,
  path: 'bulk-sends/$integrationId/new',
  params: {
    parse: ({ integrationId }) => ({ integrationId: Number(integrationId) }),
    stringify: ({ integrationId }) => ({ integrationId: `${integrationId}` }),
  },
  validateSearch: ({ template }: Record<string, unknown>): { template?: number } =>
    Number.isSafeInteger(template) ? { template: Number(template) } : {},
  loader: () => Promise.all([loadWords('bulk-sends'), loadWords('templates')]),
}).lazy(() => import('./new/screen.tsx').then(({ newBulkSendRoute }) => newBulkSendRoute))

const bulkSend = createRoute({
  getParentRoute: () => signedIn,
  path: 'bulk-sends/$integrationId/$bulkId',
  params: {
    parse: ({ integrationId, bulkId }) => ({ integrationId: Number(integrationId), bulkId: Number(bulkId) }),
    stringify: ({ integrationId, bulkId }) => ({ integrationId: `${integrationId}`, bulkId: `${bulkId}` }),
  },
  loader: () => loadWords('bulk-sends'),
}).lazy(() => import('./detail/screen.tsx').then(({ bulkSendRoute }) => bulkSendRoute))

export const bulkSendsRoutes = [bulkSends, newBulkSend, bulkSend]
