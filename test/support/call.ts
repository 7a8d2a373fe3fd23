import { request } from 'node:http'

export type Answer = {
  status: number
  headers: Record<string, string | undefined>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies whose shape they are there to check
  body: any
}

export type CallOptions = {
  /** In place of the caller's own; null: none. */
  token?: string | null
  headers?: Record<string, string | undefined>
  json?: unknown
  /** Sent urlencoded. */
  form?: Record<string, string> | [string, string][]
  /** Sent as multipart/form-data. */
  multipart?: FormData
  /** Sent as it is, with the Content-Type of `headers`. */
  raw?: string | Uint8Array
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>

/**
 * A caller of one server. It speaks through node:http, which sends what it is told: fetch would refuse or
 * change some of the requests that a server has to stand.
 */
export const createCaller =
  (baseUrl: string, ownToken?: string): Call =>
  async (method, path, { token = ownToken ?? null, headers = {}, ...content } = {}) => {
    const { body, type } = await encode(content)
    const all = {
      ...(type !== undefined && { 'content-type': type }),
      ...(body !== undefined && { 'content-length': String(body.length) }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    }
    return exchange(new URL(path, baseUrl), method, all, body)
  }

const encode = async ({
  json,
  form,
  multipart,
  raw,
}: Omit<CallOptions, 'token' | 'headers'>): Promise<{ body?: Buffer; type?: string }> => {
  if (json !== undefined) return { body: Buffer.from(JSON.stringify(json)), type: 'application/json' }
  if (form !== undefined)
    return {
      body: Buffer.from(new URLSearchParams(form).toString()),
      type: 'application/x-www-form-urlencoded',
    }
  if (multipart !== undefined) {
    const response = new Response(multipart)
    return {
      body: Buffer.from(await response.arrayBuffer()),
      type: response.headers.get('content-type') ?? undefined,
    }
  }
  return raw === undefined ? {} : { body: Buffer.from(raw) }
}

const exchange = (
  url: URL,
  method: string,
  headers: Record<string, string | undefined>,
  body: Buffer | undefined,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const defined = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    const call = request(url, { method, headers: defined as Record<string, string>, agent: false })
    let isAnswered = false
    call.on('response', (response) => {
      isAnswered = true
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const flat = Object.entries(response.headers).map(([name, value]) => [name, value?.toString()])
        resolve({
          status: response.statusCode!,
          headers: Object.fromEntries(flat),
          text,
          body: parseOrKeep(text),
        })
      })
    })
    // A server may answer and close before it has read a body that is too large: the answer counts.
    call.on('error', (error) => {
      if (!isAnswered) reject(error)
    })
    call.end(body)
  })

const parseOrKeep = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
