import { createRoute } from '@tanstack/react-router'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'

const numbers = createRoute({
  getParentRoute: () => signedIn,
  path: 'numbers',
  loader: () => loadWords('numbers'),
}).lazy(() => import('./screen.tsx').then(({ numbersRoute }) => numbersRoute))

const connectNumber = createRoute({
  getParentRoute: () => signedIn,
  path: 'numbers/connect',
  loader: () => loadWords('numbers'),
}).lazy(() => import('./connect.tsx').then(({ connectRoute }) => connectRoute))

const number = createRoute({
  getParentRoute: () => signedIn,
  path: 'numbers/$numberId',
  params: {
    parse: ({ numberId }) => ({ numberId: Number(numberId) }),
    stringify: ({ numberId }) => ({ numberId: `${numberId}` }),
  },
  loader: () => loadWords('numbers'),
}).lazy(() => import('./number.tsx').then(({ numberRoute }) => numberRoute))

export const numbersRoutes = [numbers, connectNumber, number]
