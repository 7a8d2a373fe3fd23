import { createServer } from 'node:http'

// A customer's program: answers at once, and notes when the text with a number came. `GET /` gives the notes, as
// [number, nanoseconds of the machine's monotonic clock] of each first arrival, and forgets them.
let arrivals: [number, string][] = []
const seen = new Set<number>()
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify(arrivals))
    arrivals = []
    seen.clear()
    return
  }
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (part: string) => {
    body += part
  })
  request.on('end', () => {
    const at = process.hrtime.bigint()
    const n = Number(/text-(\d+)/.exec(body)?.[1] ?? -1)
    if (n >= 0 && !seen.has(n)) {
      seen.add(n)
      arrivals.push([n, String(at)])
    }
    response.writeHead(200, { 'content-length': 0 })
    response.end()
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as { port: number }).port}\n`)
})
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
