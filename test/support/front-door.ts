import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The address under which the internet reaches a program: it is known before the program runs. */
export type FrontDoor = {
  url: string
  /** Where requests go on to. */
  leadTo(url: string): void
  /** Answers in the program's place; undefined: it answers by itself again. */
  answer: ((response: ServerResponse, path: string) => void) | undefined
  close(): Promise<void>
}

export const startFrontDoor = async (): Promise<FrontDoor> => {
  let target: string | undefined
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/'
    if (door.answer) return door.answer(response, path)
    if (target === undefined) return void response.writeHead(502).end()
    const { method, headers } = incoming
    const onward = request(new URL(path, target), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const door: FrontDoor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url) => {
      target = url
    },
    answer: undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return door
}
