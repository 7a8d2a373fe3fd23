import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import type { Changes } from '../feed.ts'
import { hasPhone, toPerson } from '../person.ts'
import { showChat } from '../show-chat.ts'

const encodeEvent = (name: string, data: unknown): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** `chats` are lines of the list that have changed; `all` means that very many have; `deliveries` are the shop's. */
const encodeChanges = (sandbox: Sandbox, { chats, isAll, deliveries }: Changes): string => {
  const lines = chats.flatMap(({ party, numberId }) => {
    const person = toPerson(sandbox.state, party)
    return hasPhone(sandbox.state, person) ? [showChat(sandbox, person, numberId)] : []
  })
  return [
    isAll ? encodeEvent('all', {}) : '',
    lines.length > 0 ? encodeEvent('chats', lines) : '',
    deliveries.length > 0 ? encodeEvent('deliveries', deliveries) : '',
  ].join('')
}

/**
 * `GET /_sandbox/phone/events`: server-sent events. Each connection begins with `hello`, upon which the page
 * looks at everything anew: what changed while it was not connected is not told again.
 */
export const addFollowChanges = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox/phone/events', (_request, reply) => {
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    raw.write(`retry: 1000\n${encodeEvent('hello', {})}`)
    let isBehind = false
    const stop = sandbox.feed.watch((changes) => {
      // A page that does not keep up is told less, not later: it looks at everything once it can.
      isBehind ||= raw.writableNeedDrain
      if (!isBehind) raw.write(encodeChanges(sandbox, changes))
    })
    raw.on('drain', () => {
      if (isBehind) raw.write(encodeEvent('hello', {}))
      isBehind = false
    })
    raw.on('close', stop)
  })
}
