import type { FastifyRequest, RouteOptions } from 'fastify'
import { PublicError } from '../error.ts'

/** The paths that exist with their methods, to tell 405 from 404. Feed it with the `onRoute` hook. */
export const createRouteTable = () => {
  const routes: { pattern: RegExp; methods: string[] }[] = []
  return {
    add: ({ url, method }: RouteOptions): void => {
      if (url.includes('*')) return
      // A parameter with a form of its own takes that alone: `:id(^[0-9]+$)`.
      const path = url.replace(/:\w+(?:\(\^(.*?)\$\))?/g, (_, own = '[^/]+') => own)
      const pattern = new RegExp(`^${path.replace(/\/$/, '')}/?$`)
      routes.push({ pattern, methods: [method].flat() })
    },
    methodsOf: (request: FastifyRequest): string[] => {
      const path = request.url.split('?', 1)[0]!
      const methods = routes.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : []))
      return [...new Set(methods)].filter((method) => method !== 'OPTIONS').sort()
    },
  }
}

export type RouteTable = ReturnType<typeof createRouteTable>

/** The error of a request that no route takes: 405 with `Allow` where the path exists, else 404. */
export const unmatchedError = (request: FastifyRequest, table: RouteTable): PublicError => {
  const allowed = table.methodsOf(request)
  return allowed.length > 0
    ? new PublicError(405, 'method_not_allowed', `Use ${allowed.join(' or ')} here, not ${request.method}.`, {
        headers: { allow: [...allowed, 'OPTIONS'].join(', ') },
      })
    : new PublicError(404, 'not_found', 'There is no such endpoint. Check the path.')
}
