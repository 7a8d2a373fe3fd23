import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'masa_session'

/**
 * Strict: no page of others makes a browser send it along. Links in mails work all the same, since the inbox's pages
 * are the same for everybody and ask for what they show by themselves.
 */
const OPTIONS = { path: '/', httpOnly: true, sameSite: 'strict' } as const

/**
 * What the session's cookie holds; undefined without one, and for one that was not signed here: no guess reaches the
 * database. A request with an Authorization header is the header's alone.
 */
export const readSessionCookie = (request: FastifyRequest): string | undefined => {
  const { authorization, cookie } = request.headers
  // Programs send none: for them there is nothing to parse.
  if (cookie === undefined || authorization !== undefined) return undefined
  const signed = request.server.parseCookie(cookie)[NAME]
  return signed === undefined ? undefined : (request.unsignCookie(signed).value ?? undefined)
}

/** Puts a session into the browser until it ends. Over HTTPS the cookie never travels in the open. */
export const setSessionCookie = (
  request: FastifyRequest,
  reply: FastifyReply,
  { text, expiresAt }: { text: string; expiresAt: Date },
): void => {
  reply.setCookie(NAME, reply.signCookie(text), {
    ...OPTIONS,
    expires: expiresAt,
    secure: request.protocol === 'https',
  })
}

export const clearSessionCookie = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.clearCookie(NAME, { ...OPTIONS, secure: request.protocol === 'https' })
}
