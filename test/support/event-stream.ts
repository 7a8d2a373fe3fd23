import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { vi } from 'vitest'

export type StreamedEvent = {
  id: number
  type: string
  at: string
  integration_id: number | null
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data whose shape they are there to check
  data: any
}

/** A consumer of `GET /v1/events` as a stream. */
export type EventStream = {
  status: number
  headers: IncomingMessage['headers']
  /** What came so far, in order. */
  events: StreamedEvent[]
  /** Comments that came so far. */
  beats: number
  isClosed: boolean
  /** Reads no more, and again: what a browser tab that sleeps does. */
  pause(): void
  resume(): void
  close(): void
  waitFor(condition: (events: StreamedEvent[]) => boolean): Promise<void>
}

/** Opens a stream, by a token or by the cookie of a session; `after` and `lastEventId` as given. */
export const openEventStream = async (
  url: string,
  identity: string | { cookie: string },
  { after, lastEventId }: { after?: number; lastEventId?: number | string } = {},
): Promise<EventStream> => {
  let call: ClientRequest | undefined
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    call = request(new URL(`/v1/events${after === undefined ? '' : `?after=${after}`}`, url), {
      agent: false,
      headers: {
        accept: 'text/event-stream',
        ...(typeof identity === 'string'
          ? { authorization: `Bearer ${identity}` }
          : { cookie: identity.cookie }),
        ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
      },
    })
    call.on('response', resolve).on('error', reject).end()
  })
  const stream: EventStream = {
    status: response.statusCode!,
    headers: response.headers,
    events: [],
    beats: 0,
    isClosed: false,
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void call?.destroy(),
    waitFor: (condition) =>
      vi.waitFor(
        () => {
          if (!condition(stream.events))
            throw new Error(`Not yet: ${JSON.stringify(stream.events.slice(-5))}`)
        },
        { timeout: 20_000, interval: 10 },
      ),
  }
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (part: string) => {
    text += part
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) read(block, stream)
  })
  response.on('error', () => undefined)
  response.on('close', () => {
    stream.isClosed = true
  })
  return stream
}

const read = (block: string, stream: EventStream): void => {
  if (block.startsWith(':')) stream.beats += 1
  const data = /^data: (.*)$/m.exec(block)?.[1]
  if (data !== undefined) stream.events.push(JSON.parse(data))
}
