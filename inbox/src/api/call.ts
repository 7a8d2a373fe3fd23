/** What the API answered instead of what was asked for: its code, and words for a person (src/error.ts). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string[]>
  /** The whole `error` object, for what single answers add to it. */
  readonly details: Record<string, unknown>

  constructor(status: number, details: Record<string, unknown>) {
    super(typeof details['message'] === 'string' ? details['message'] : `The server answered ${status}.`)
    this.status = status
    this.code = typeof details['code'] === 'string' ? details['code'] : 'unknown'
    this.fields = (details['fields'] ?? {}) as Record<string, string[]>
    this.details = details
  }
}

/** Nothing was answered: the network, or the server, is away. */
export class OfflineError extends Error {}

export type CallOptions = {
  json?: unknown
  form?: FormData
  query?: Record<string, string | number | boolean | undefined>
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sent with whatever changes something, so that no other site's page can do so with this browser's cookie. */
let csrfToken = ''
export const setCsrfToken = (token: string): void => {
  csrfToken = token
}

let onSignedOut = (): void => {}
/** Calls `listener` when an answer says that the session is over. */
export const onSessionEnd = (listener: () => void): void => {
  onSignedOut = listener
}

/** Calls the API below `/v1`. Throws ApiError or OfflineError. */
export const call = async <T>(method: string, path: string, options: CallOptions = {}): Promise<T> =>
  (await exchange<T>(method, path, options)).body

/** The cursors of the parts after and before one; `prev` of lists alone that were opened in their middle. */
type Cursors = { next: string | undefined; prev?: string | undefined }
export type Page<T> = { items: T[] } & Cursors
export type Part<T> = { body: T } & Cursors

/** One part of what is answered with a list in it, and where it goes on. */
export const callPart = async <T>(path: string, options: CallOptions = {}): Promise<Part<T>> => {
  const { body, link } = await exchange<T>('GET', path, options)
  return { body, next: cursorOf(link, 'next'), prev: cursorOf(link, 'prev') }
}

/** The same of an answer that is the list itself. */
export const callPage = async <T>(path: string, options: CallOptions = {}): Promise<Page<T>> => {
  const { body: items, ...cursors } = await callPart<T[]>(path, options)
  return { items, ...cursors }
}

const cursorOf = (link: string, rel: 'next' | 'prev'): string | undefined => {
  const found = new RegExp(`[?&]cursor=([^&>]+)[^>]*>; rel=${rel}`).exec(link)?.[1]
  return found && decodeURIComponent(found.replaceAll('+', ' '))
}

/** All of a list, for those that are not long: each part says where the next one is. */
export const callAll = async <T>(path: string, query: CallOptions['query'] = {}): Promise<T[]> => {
  const all: T[] = []
  let next: CallOptions['query'] | undefined = query
  while (next) {
    const { body, link }: Exchange<T[]> = await exchange<T[]>('GET', path, { query: next })
    all.push(...body)
    const search: string | undefined = /<[^?>]*\?([^>]*)>; rel=next/.exec(link)?.[1]
    next = search === undefined ? undefined : Object.fromEntries(new URLSearchParams(search))
  }
  return all
}

type Exchange<T> = { body: T; link: string }

const exchange = async <T>(
  method: string,
  path: string,
  { json, form, query, headers, signal }: CallOptions,
): Promise<Exchange<T>> => {
  const response = await fetch(`/v1${path}${encodeQuery(query)}`, {
    method,
    credentials: 'same-origin',
    ...(signal && { signal }),
    headers: {
      accept: 'application/json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && csrfToken && { 'x-csrf-token': csrfToken }),
      ...headers,
    },
    ...(json !== undefined ? { body: JSON.stringify(json) } : form ? { body: form } : {}),
  }).catch((error: Error) => {
    if (error.name === 'AbortError') throw error
    throw new OfflineError(error.message)
  })
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.ok) return { body: body as T, link: response.headers.get('link') ?? '' }
  const error = new ApiError(response.status, (body as { error?: Record<string, unknown> })?.error ?? {})
  if (error.status === 401 && error.code === 'unauthenticated') onSignedOut()
  throw error
}

/** `?a=1&b=2`, without what is not set; empty for nothing. */
export const encodeQuery = (query: CallOptions['query'] = {}): string => {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  if (set.length === 0) return ''
  return `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`
}
