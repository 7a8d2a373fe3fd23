import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type PublicError, validationError } from '../error.ts'
import { originOf } from './origin.ts'

/** Objects on a page (Desk360 API, "Pagination"). */
const PAGE_SIZE = 20

export const PageQuery = Type.Object({
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The page, from 1. Each has 20 objects.' }),
  ),
})

/** For lists that grow: pages as documented, or a cursor, which neither skips nor repeats while rows come in. */
export const ListQuery = Type.Object({
  ...PageQuery.properties,
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: 'Objects at a time, in place of pages.' }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 500, description: 'Where to go on: from the Link of the answer before.' }),
  ),
})

/** Rows to skip and to read for a page: one more than it shows tells whether another follows. */
export const pageWindow = (page = 1): { offset: number; limit: number } => ({
  offset: (page - 1) * PAGE_SIZE,
  limit: PAGE_SIZE + 1,
})

/** The part of a row by which a list is sorted; its last entry is unique. */
export type SortKey = (string | number)[]

/** What to read of a list: `limit` is one more than is shown, `after` the key of the last row shown before. */
export type ListWindow = { offset: number; limit: number; after: SortKey | undefined; isByCursor: boolean }

/** Throws 422 for a cursor that this server did not make, and for one beside a page. */
export const listWindow = ({
  page,
  limit,
  cursor,
}: {
  page?: number
  limit?: number
  cursor?: string
}): ListWindow => {
  if (limit === undefined && cursor === undefined)
    return { ...pageWindow(page), after: undefined, isByCursor: false }
  if (page !== undefined)
    throw validationError({ page: ['The page field goes without limit and cursor: use one or the other.'] })
  return {
    offset: 0,
    limit: (limit ?? PAGE_SIZE) + 1,
    after: cursor === undefined ? undefined : decodeCursor(cursor),
    isByCursor: true,
  }
}

/** As `paginate`, for a list that takes a cursor too. */
export const paginateList = <T>(
  rows: T[],
  window: ListWindow,
  keyOf: (row: T) => SortKey,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): T[] => {
  if (!window.isByCursor) return paginate(rows, request, reply, publicUrl)
  const shown = rows.slice(0, window.limit - 1)
  if (rows.length > shown.length)
    linkNext(request, reply, publicUrl, 'cursor', encodeCursor(keyOf(shown.at(-1)!)))
  return shown
}

/** Cuts the rows to the page and names the next one in `Link`, unquoted as documented, other parameters kept. */
export const paginate = <T>(
  rows: T[],
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): T[] => {
  if (rows.length > PAGE_SIZE) {
    const page = Number(new URL(request.url, 'http://host').searchParams.get('page') ?? 1)
    linkNext(request, reply, publicUrl, 'page', String(page + 1))
  }
  return rows.slice(0, PAGE_SIZE)
}

/** Names the next part of a list: the same request with one parameter changed. */
export const linkNext = (
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
  name: string,
  value: string,
): void => {
  reply.header('link', linkTo(request, publicUrl, name, value, 'next'))
}

/** Names the parts of a list before and after the one that is shown, those that there are, by their cursors. */
export const linkBoth = (
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
  cursors: { next?: SortKey | undefined; prev?: SortKey | undefined },
): void => {
  const links = (['next', 'prev'] as const).flatMap((rel) => {
    const key = cursors[rel]
    return key ? linkTo(request, publicUrl, 'cursor', encodeCursor(key), rel) : []
  })
  if (links.length > 0) reply.header('link', links.join(', '))
}

/** `around` is where a list was opened: its other parts are told by cursors alone. */
const linkTo = (
  request: FastifyRequest,
  publicUrl: string | undefined,
  name: string,
  value: string,
  rel: 'next' | 'prev',
): string => {
  const url = new URL(request.url, 'http://host')
  url.searchParams.delete('around')
  url.searchParams.set(name, value)
  const path = url.pathname.replace(/\/$/, '')
  return `<${originOf(request, publicUrl)}${path}?${url.searchParams}>; rel=${rel}`
}

const encodeCursor = (key: SortKey): string => Buffer.from(JSON.stringify(key)).toString('base64url')

const decodeCursor = (cursor: string): SortKey => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length > 0 && key.every((part) => /^(string|number)$/.test(typeof part)))
      return key
  } catch {
    // Told below.
  }
  throw wrongCursor()
}

/** PostgreSQL's largest integer. */
const MAX_ID = 2_147_483_647

/** The id in the cursor of a list that is sorted by ids alone; `most` is the largest that the column holds. */
export const readIdCursor = ([id]: SortKey, most = MAX_ID): number => {
  if (!Number.isInteger(id) || Math.abs(Number(id)) > most) throw wrongCursor()
  return Number(id)
}

/** 422 for a cursor that is none of the list's own. */
export const wrongCursor = (): PublicError =>
  validationError({ cursor: ['The cursor field must be the one of a Link header, as it is.'] })
