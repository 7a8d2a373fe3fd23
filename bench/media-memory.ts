import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { startHelper, startMasa } from './program.ts'

/** The largest document that WhatsApp takes. */
const SIZE_BYTES = 100 * 1_024 * 1_024
const CHUNK_BYTES = 64 * 1_024
const BOUNDARY = 'boundary-of-the-bench'
const MESSAGES = `/v1/integrations/${INTEGRATION_ID}/conversations/messages`

/**
 * How much the program's memory moves while a 100 MB document comes in through the API, goes on to an upstream in
 * another process, and is read back: between the most and the least seen, after a first document to warm up.
 */
export const benchMedia = async (installation: Installation) => {
  await installation.setRate(1_000_000)
  const upstream = await startHelper('./upstream.ts')
  const environment = { ...installation.environment, MASA_GRAPH_URL: `http://127.0.0.1:${upstream.port}` }
  const masa = await startMasa(environment)
  const call = (method: string, path: string, headers: Record<string, string | number> = {}) =>
    request({
      port: masa.port,
      method,
      path: `${MESSAGES}${path}`,
      headers: { authorization: `Bearer ${installation.token}`, ...headers },
    })
  const seen: number[] = []
  const timer = setInterval(() => seen.push(masa.rssMegabytes()), 10)
  const startedAt: number[] = []
  for (let round = 0; round < 2; round += 1) {
    seen.length = 0
    startedAt.push(performance.now())
    const messageId = await upload(call)
    await download(call, await untilSent(call, messageId))
  }
  clearInterval(timer)
  const seconds = (performance.now() - startedAt.at(-1)!) / 1_000
  await masa.stop()
  await upstream.stop()
  await installation.pool.query('truncate messages, message_queue, events, media')
  return { moved: Math.max(...seen) - Math.min(...seen), most: Math.max(...seen), seconds }
}

type Caller = (
  method: string,
  path: string,
  headers?: Record<string, string | number>,
) => ReturnType<typeof request>

const answerOf = async (call: ReturnType<typeof request>): Promise<IncomingMessage> => {
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`A call was answered ${response.statusCode}.`)
  return response
}

const readJson = async (call: ReturnType<typeof request>) => {
  let text = ''
  for await (const chunk of await answerOf(call)) text += chunk
  return JSON.parse(text)
}

/** Bytes that no earlier round has sent, written as fast as they are taken. Answers the message's id. */
const upload = async (call: Caller): Promise<string> => {
  const head = Buffer.from(
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="to"\r\n\r\n+905555555555\r\n--${BOUNDARY}\r\n` +
      `content-disposition: form-data; name="type"\r\n\r\ndocument\r\n--${BOUNDARY}\r\n` +
      'content-disposition: form-data; name="attachment"; filename="large.bin"\r\n\r\n',
  )
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`)
  const post = call('POST', '/media', {
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'content-length': head.length + SIZE_BYTES + tail.length,
  })
  const answer = readJson(post)
  post.write(head)
  const chunk = randomBytes(CHUNK_BYTES)
  for (let sent = 0; sent < SIZE_BYTES; sent += CHUNK_BYTES) if (!post.write(chunk)) await once(post, 'drain')
  post.end(tail)
  return (await answer).message_id
}

/** Waits until the upstream has the file and the message. Answers the id of the file. */
const untilSent = async (call: Caller, messageId: string): Promise<string> => {
  for (;;) {
    const get = call('GET', `/${messageId}`)
    get.end()
    const { wamid, content } = await readJson(get)
    if (wamid !== null) return content.id
    await sleep(50)
  }
}

const download = async (call: Caller, mediaId: string): Promise<void> => {
  const get = call('GET', `/media/${mediaId}`)
  get.end()
  let sizeBytes = 0
  for await (const chunk of await answerOf(get)) sizeBytes += (chunk as Buffer).length
  if (sizeBytes !== SIZE_BYTES) throw new Error(`${sizeBytes} bytes came back.`)
}
