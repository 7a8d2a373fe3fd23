import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { originOf } from './origin.ts'

/** Objects on a page (Desk360 API, "Pagination"). */
const PAGE_SIZE = 20

export const PageQuery = Type.Object({
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The page, from 1. Each has 20 objects.' }),
  ),
})

/** Rows to skip and to read for a page: one more than it shows tells whether another follows. */
export const pageWindow = (page = 1): { offset: number; limit: number } => ({
  offset: (page - 1) * PAGE_SIZE,
  limit: PAGE_SIZE + 1,
})

/** Cuts the rows to the page and names the next one in `Link`, unquoted as documented, other parameters kept. */
export const paginate = <T>(
  rows: T[],
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): T[] => {
  if (rows.length > PAGE_SIZE) {
    const url = new URL(request.url, 'http://host')
    const page = Number(url.searchParams.get('page') ?? 1)
    url.searchParams.set('page', String(page + 1))
    const path = url.pathname.replace(/\/$/, '')
    reply.header('link', `<${originOf(request, publicUrl)}${path}?${url.searchParams}>; rel=next`)
  }
  return rows.slice(0, PAGE_SIZE)
}
