import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { bulkSendsRoutes } from './bulk-sends/routes.ts'
import { Crash } from './components/crash.tsx'
import { NotFound } from './components/not-found.tsx'
import { contactsRoutes } from './contacts/routes.ts'
import { readInboxSearch, readView } from './inbox/address.ts'
import { numbersRoutes } from './numbers/routes.ts'
import { optOutsRoute } from './opt-outs/routes.ts'
import { publicApiRoutes } from './public-api/routes.ts'
import { reportsRoute } from './reports/routes.ts'
import { findSession } from './session/session.ts'
import { settingsRoutes } from './settings/routes.ts'
import { root, signedIn } from './shell/routes.ts'
import { templatesRoutes } from './templates/routes.ts'
import { loadWords } from './words/i18n.ts'

/**
 * The addresses of the app. A screen is a folder with its words and a `screen.tsx` that is loaded when it is opened: a
 * route here, and an entry in `shell/screens.ts` where it stands in the navigation.
 */
const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: ({ to }: { to?: unknown }): { to?: string } => ({
    // Only a path of this page's own: no other site is to be led to from here. What is not named stays as it came.
    to: typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined,
  }),
  beforeLoad: async ({ context, search }) => {
    if (await findSession(context.client)) throw redirect({ to: search.to ?? '/' })
  },
  loader: () => loadWords('session'),
}).lazy(() => import('./session/sign-in.tsx').then(({ signInRoute }) => signInRoute))

const forgot = createRoute({
  getParentRoute: () => root,
  path: 'forgot',
  loader: () => loadWords('session'),
}).lazy(() => import('./session/forgot.tsx').then(({ forgotRoute }) => forgotRoute))

/** For whoever has a link, signed in or not. */
const reset = createRoute({
  getParentRoute: () => root,
  path: 'reset',
  loader: () => loadWords('session'),
}).lazy(() => import('./session/reset.tsx').then(({ resetRoute }) => resetRoute))

const toInbox = (): never => {
  throw redirect({ to: '/inbox/$view', params: { view: 'all' } })
}
const home = createRoute({ getParentRoute: () => signedIn, path: '/', beforeLoad: toInbox })
const inboxHome = createRoute({ getParentRoute: () => signedIn, path: 'inbox', beforeLoad: toInbox })

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: 'inbox/$view',
  params: { parse: ({ view }) => ({ view: readView(view) }) },
  validateSearch: readInboxSearch,
  loader: () => loadWords('inbox'),
}).lazy(() => import('./inbox/screen.tsx').then(({ inboxRoute }) => inboxRoute))

/** The same screen with a chat open: the list beside it stays as it is. */
const chat = createRoute({
  getParentRoute: () => inbox,
  path: '$integrationId/$chatId',
  params: {
    parse: ({ integrationId, chatId }) => ({ integrationId: Number(integrationId), chatId: Number(chatId) }),
    stringify: ({ integrationId, chatId }) => ({ integrationId: `${integrationId}`, chatId: `${chatId}` }),
  },
})

const cockpit = createRoute({
  getParentRoute: () => signedIn,
  path: 'cockpit',
  loader: () => loadWords('cockpit'),
}).lazy(() => import('./cockpit/screen.tsx').then(({ cockpitRoute }) => cockpitRoute))

export const createAppRouter = (client: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      signIn,
      forgot,
      reset,
      signedIn.addChildren([
        home,
        inboxHome,
        inbox.addChildren([chat]),
        cockpit,
        reportsRoute,
        ...contactsRoutes,
        ...numbersRoutes,
        ...publicApiRoutes,
        optOutsRoute,
        ...templatesRoutes,
        ...bulkSendsRoutes,
        settingsRoutes,
      ]),
    ]),
    context: { client },
    defaultPreload: 'intent',
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: NotFound,
  })

export type AppRouter = ReturnType<typeof createAppRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
