import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, notFound, Outlet, redirect } from '@tanstack/react-router'
import type { User } from '../api/types.ts'
import { type Access, can, findSession } from '../session/session.ts'
import { Shell } from './shell.tsx'

export const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet })

/** All that is for people who are signed in: whoever is not comes back here after the sign-in. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await findSession(context.client)
    if (!session)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
    return { user: session.user }
  },
})

/** In a route below: for whom a screen is not, it is not there. */
export const allow =
  (access: Access) =>
  ({ context: { user } }: { context: { user: User } }): void => {
    if (!can(user, access)) throw notFound()
  }
