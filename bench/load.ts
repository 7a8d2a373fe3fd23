import net from 'node:net'

/**
 * Sends one request after the other over each of `connections` sockets until `durationMs` is over or `total`
 * requests are answered. As little work as can be, since it shares the machine with what it measures: whole
 * requests are written as one buffer, and of an answer only status and length are read.
 */
export const runLoad = async (options: {
  port: number
  connections: number
  request: (n: number) => Buffer
  durationMs?: number
  total?: number
}): Promise<{ answered: number; seconds: number; wrong: Map<number, number> }> => {
  const {
    port,
    connections,
    request,
    durationMs = Number.POSITIVE_INFINITY,
    total = Number.POSITIVE_INFINITY,
  } = options
  const wrong = new Map<number, number>()
  let sent = 0
  let answered = 0
  const startedAt = performance.now()
  const isOver = () => sent >= total || performance.now() - startedAt >= durationMs

  const drive = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      let buffer = Buffer.alloc(0)
      const next = (): void => {
        if (isOver()) {
          socket.end()
          resolve()
          return
        }
        socket.write(request(sent))
        sent += 1
      }
      socket.on('connect', next)
      socket.on('error', reject)
      socket.on('close', () => resolve())
      socket.on('data', (chunk) => {
        buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
        const end = answerEnd(buffer)
        if (end === undefined) return
        const status = Number(buffer.toString('latin1', 9, 12))
        if (status !== 200) wrong.set(status, (wrong.get(status) ?? 0) + 1)
        buffer = buffer.subarray(end)
        answered += 1
        next()
      })
    })

  await Promise.all(Array.from({ length: connections }, drive))
  return { answered, seconds: (performance.now() - startedAt) / 1_000, wrong }
}

/** Where the answer ends, once it is there whole. */
const answerEnd = (buffer: Buffer): number | undefined => {
  const headEnd = buffer.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const length = /content-length: (\d+)/i.exec(buffer.toString('latin1', 0, headEnd))
  const end = headEnd + 4 + Number(length?.[1] ?? 0)
  return buffer.length >= end ? end : undefined
}

/** A POST as it goes over the wire. */
export const postRequest = (path: string, headers: Record<string, string>, body: string | Buffer): Buffer => {
  const bytes = Buffer.from(body as string)
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), bytes])
}
