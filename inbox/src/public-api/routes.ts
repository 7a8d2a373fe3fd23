import { createRoute } from '@tanstack/react-router'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'
import { readDeliverySearch, readNumberSearch } from './address.ts'

const publicApi = createRoute({
  getParentRoute: () => signedIn,
  path: 'public-api',
  validateSearch: readNumberSearch,
  loader: () => loadWords('public-api'),
}).lazy(() => import('./screen.tsx').then(({ publicApiRoute }) => publicApiRoute))

const endpoint = createRoute({
  getParentRoute: () => signedIn,
  path: 'public-api/$numberId/webhooks/$webhookId',
  params: {
    parse: ({ numberId, webhookId }) => ({ numberId: Number(numberId), webhookId: Number(webhookId) }),
    stringify: ({ numberId, webhookId }) => ({ numberId: `${numberId}`, webhookId: `${webhookId}` }),
  },
  validateSearch: readDeliverySearch,
  loader: () => loadWords('public-api'),
}).lazy(() => import('./endpoint.tsx').then(({ endpointRoute }) => endpointRoute))

export const publicApiRoutes = [publicApi, endpoint]
