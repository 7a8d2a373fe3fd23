import type { FastifyRequest } from 'fastify'

/**
 * The scheme and host for links: the operator's MASA_PUBLIC_URL, else the request's own. A Host header that
 * is no host name is not repeated.
 */
export const originOf = (request: FastifyRequest, publicUrl: string | undefined): string => {
  if (publicUrl !== undefined) return publicUrl
  const host = request.host
  return host && /^[A-Za-z0-9._:[\]-]+$/.test(host) ? `${request.protocol}://${host}` : ''
}
