type Credentials = {
  base_url: string
  app_id: string
  app_secret: string
  verify_token: string
  access_token: string
  waba_id: string
  phone_numbers: { id: string; display_phone_number: string; verified_name: string }[]
}

/** An answer of the Graph API or of `/_sandbox`; tests read it as they like. */
// biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is what it asserts
export type Answer = { status: number; headers: Headers; body: any }

export type GraphClient = {
  url: string
  credentials: Credentials
  /** The first number's id. */
  numberId: string
  graph(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  control(method: string, path: string, body?: unknown): Promise<Answer>
  /** A send from the first number to +905550000001, who has written: `body` may say otherwise. */
  send(body: Record<string, unknown>): Promise<Answer>
  upload(mimeType: string, content: string | Uint8Array<ArrayBuffer>): Promise<string>
}

const call = async (
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> => {
  const isForm = body instanceof FormData || body instanceof URLSearchParams || body instanceof Uint8Array
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && !isForm && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && {
      body: isForm ? (body as RequestInit['body']) : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** Talks to a sandbox as a foreign program would, with its credentials. */
export const createGraphClient = async (url: string): Promise<GraphClient> => {
  const credentials: Credentials = (await call(`${url}/_sandbox/credentials`, 'GET', undefined, {})).body
  const numberId = credentials.phone_numbers[0]!.id
  const graph: GraphClient['graph'] = (method, path, body, headers = {}) =>
    call(`${url}/v25.0/${path}`, method, body, {
      authorization: `Bearer ${credentials.access_token}`,
      ...headers,
    })
  return {
    url,
    credentials,
    numberId,
    graph,
    control: (method, path, body) => call(`${url}/_sandbox/${path}`, method, body, {}),
    send: (body) =>
      graph('POST', `${numberId}/messages`, { messaging_product: 'whatsapp', to: '+905550000001', ...body }),
    async upload(mimeType, content) {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('file', new Blob([content], { type: mimeType }), 'file')
      const { status, body } = await graph('POST', `${numberId}/media`, form)
      if (status !== 200) throw new Error(JSON.stringify(body))
      return body.id
    },
  }
}
