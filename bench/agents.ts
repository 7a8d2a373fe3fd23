import { createServer, request } from 'node:http'

/**
 * Agents with the inbox open, in a process of their own: each token of AGENT_TOKENS follows the stream of the Masa at
 * MASA_PORT. `GET /` tells what came so far.
 */
const tokens: string[] = JSON.parse(process.env['AGENT_TOKENS']!)
const streams = tokens.map(() => ({ ids: [] as number[], isOpen: false }))
/** When each message was there, of every stream, in ms of the machine's clock. */
const arrivals = new Map<string, number[]>()

const read = (stream: (typeof streams)[number], block: string): void => {
  const id = /^id: (\d+)$/m.exec(block)?.[1]
  if (id === undefined) return
  stream.ids.push(Number(id))
  const message = /^event: message\.received$/m.test(block) && /"message_id":"([^"]+)"/.exec(block)?.[1]
  if (!message) return
  const times = arrivals.get(message)
  const now = Number(process.hrtime.bigint()) / 1e6
  if (times) times.push(now)
  else arrivals.set(message, [now])
}

for (const [n, token] of tokens.entries())
  request(
    {
      port: process.env['MASA_PORT'],
      path: '/v1/events',
      agent: false,
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    },
    (response) => {
      const stream = streams[n]!
      stream.isOpen = response.statusCode === 200
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        const blocks = (text + part).split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) read(stream, block)
      })
      response.on('close', () => {
        stream.isOpen = false
      })
    },
  ).end()

const server = createServer((_, response) => {
  const [first] = streams
  response.end(
    JSON.stringify({
      open: streams.filter(({ isOpen }) => isOpen).length,
      events: first!.ids.length,
      areInOrder: streams.every(({ ids }) => ids.every((id, n) => n === 0 || id > ids[n - 1]!)),
      areSame: streams.every(({ ids }) => ids.join() === first!.ids.join()),
      arrivals: [...arrivals],
    }),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address() as { port: number }
  console.log(`listening ${address.port}`)
})
process.on('SIGTERM', () => process.exit())
