import { createServer } from 'node:http'

// A Cloud API that accepts every message and file at once, to measure nothing but the sender.
let count = 0
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    count += 1
    const body = `{"id":"${count}","messaging_product":"whatsapp","contacts":[{"input":"+1"}],"messages":[{"id":"wamid.${process.pid}.${count}"}]}`
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    response.end(body)
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
