import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call, onSessionEnd, setCsrfToken } from '../api/call.ts'
import type { Session, User } from '../api/types.ts'
import type { AppRouter } from '../router.tsx'
import { changeLanguage } from '../words/i18n.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => call<Session>('GET', '/session').then(enter, noneIfSignedOut),
  gcTime: Number.POSITIVE_INFINITY,
})

const enter = async (session: Session): Promise<Session> => {
  setCsrfToken(session.csrf_token)
  await changeLanguage(session.user.language === 'tr' ? 'tr' : 'en')
  return session
}

const noneIfSignedOut = (error: unknown): null => {
  if (error instanceof ApiError && error.status === 401) return null
  throw error
}

/** Who is signed in; null for nobody. */
export const findSession = (client: QueryClient): Promise<Session | null> =>
  client.ensureQueryData(sessionQuery)

export type Credentials = { email: string; password: string; otp?: string; recovery_code?: string }

export const signIn = async (client: QueryClient, credentials: Credentials): Promise<void> => {
  const session = await enter(await call<Session>('POST', '/session', { json: credentials }))
  client.setQueryData(sessionQuery.queryKey, session)
}

/** Leaves nothing of what was read behind, for whoever sits down here next. */
export const signOut = async (
  client: QueryClient,
  router: AppRouter,
  { everywhere = false } = {},
): Promise<void> => {
  await call('DELETE', everywhere ? '/sessions' : '/session')
  leave(client)
  await router.navigate({ to: '/sign-in' })
}

const leavers: (() => void)[] = []
/** Calls `listener` whenever somebody leaves this browser. */
export const onLeave = (listener: () => void): void => {
  leavers.push(listener)
}

const leave = (client: QueryClient): void => {
  for (const listener of leavers) listener()
  client.clear()
  client.setQueryData(sessionQuery.queryKey, null)
}

/** A session that has ended elsewhere leads to the sign-in, and back to where one was. */
export const watchSession = (client: QueryClient, router: AppRouter): void => {
  onSessionEnd(() => {
    if (!client.getQueryData(sessionQuery.queryKey)) return
    leave(client)
    void router.navigate({ to: '/sign-in', search: { to: router.state.location.href } })
  })
}

/** The user who is signed in; only below the shell. What is on its way out when they leave goes on showing theirs. */
export const useMe = (): User => {
  const { data } = useSuspenseQuery(sessionQuery)
  const last = useRef(data?.user)
  if (data) last.current = data.user
  if (!last.current) throw new Error('Nobody is signed in.')
  return last.current
}

/** Asks the server anew who is signed in, when somebody wants to know. */
export const forgetSession = (client: QueryClient): void => {
  client.removeQueries({ queryKey: sessionQuery.queryKey })
}

/** After the user who is signed in has changed something of themselves. */
export const setMe = (client: QueryClient, change: Partial<User>): void => {
  client.setQueryData(
    sessionQuery.queryKey,
    (session) => session && { ...session, user: { ...session.user, ...change } },
  )
}

export type Access = 'read' | 'send' | 'manage' | 'administer'

const ACCESS: Record<string, Access[]> = {
  agent: ['read', 'send'],
  supervisor: ['read', 'send', 'manage'],
  administrator: ['read', 'send', 'manage', 'administer'],
}

/** The server decides; this keeps from view what it would refuse (src/accounts/principal.ts). */
export const can = (user: User, access: Access): boolean => ACCESS[user.role]?.includes(access) ?? false
