import type { FastifyRequest } from 'fastify'
import { GraphError, invalidParameter } from './graph-error.ts'

const usualLimit = 25
const maxLimit = 1000

export type Page<T> = { items: T[]; before?: string; after?: string; hasNext: boolean; hasPrevious: boolean }

const encodeCursor = (id: string): string => Buffer.from(id).toString('base64url')

const badCursor = (): GraphError => new GraphError(131059, 'The cursor is not one of this list.')

const indexOfCursor = <T>(items: T[], cursor: unknown, idOf: (item: T) => string): number => {
  const id = Buffer.from(String(cursor), 'base64url').toString()
  const index = items.findIndex((item) => idOf(item) === id)
  if (index < 0) throw badCursor()
  return index
}

const readLimit = (value: unknown): number => {
  if (value === undefined || value === '') return usualLimit
  const limit = Number(value)
  if (!Number.isInteger(limit) || limit < 1)
    throw invalidParameter('Param limit must be a whole number from 1 on.')
  return Math.min(limit, maxLimit)
}

/** The part of a list that `limit`, `after` and `before` ask for (Graph API, cursor paging; a bad cursor is 131059). */
export const readPage = <T>(
  items: T[],
  { limit, after, before }: Record<string, unknown>,
  idOf: (item: T) => string,
): Page<T> => {
  const size = readLimit(limit)
  let start = after ? indexOfCursor(items, after, idOf) + 1 : 0
  let end = Math.min(start + size, items.length)
  if (before && !after) {
    end = indexOfCursor(items, before, idOf)
    start = Math.max(end - size, 0)
  }
  const part = items.slice(start, end)
  return {
    items: part,
    ...(part[0] && { before: encodeCursor(idOf(part[0])), after: encodeCursor(idOf(part.at(-1)!)) }),
    hasNext: end < items.length,
    hasPrevious: start > 0,
  }
}

/** `{data, paging}` with links to the neighbouring pages, where there are any. */
export const encodePage = <T>(
  page: Page<T>,
  baseUrl: string,
  request: FastifyRequest,
  encode: (item: T) => unknown,
): Record<string, unknown> => {
  const linkTo = (name: 'after' | 'before', cursor: string): string => {
    const url = new URL(request.originalUrl, baseUrl)
    url.searchParams.delete('after')
    url.searchParams.delete('before')
    url.searchParams.set(name, cursor)
    return url.href
  }
  const { before, after } = page
  return {
    data: page.items.map(encode),
    ...(before !== undefined &&
      after !== undefined && {
        paging: {
          cursors: { before, after },
          ...(page.hasNext && { next: linkTo('after', after) }),
          ...(page.hasPrevious && { previous: linkTo('before', before) }),
        },
      }),
  }
}
