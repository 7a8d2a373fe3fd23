import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Authenticator } from '../../accounts/authenticator.ts'
import { canReach, type Principal } from '../../accounts/principal.ts'
import type { Database } from '../../database/database.ts'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { identify } from '../../http/identify.ts'
import { linkNext } from '../../http/pagination.ts'
import { EVENT_TYPES, type LogEvent } from '../event.ts'
import { EventItem, encodeReset, eventItem, resetItem } from '../item.ts'
import { isForgotten } from '../queries.ts'
import type { Asides, EventStreams } from '../stream.ts'
import type { EventTail } from '../tail.ts'

export type EventDependencies = {
  database: Database
  tail: EventTail
  streams: EventStreams
  /** What is told to users beside the log, of what they can see. */
  openAsides: (canSee: (integrationId: number) => boolean) => Asides
  /** A user was heard of. */
  onHeard: (userId: number) => void
  authenticator: Authenticator
  publicUrl: string | undefined
}

/** Rows looked through in one request for those of the caller's numbers. */
const MAX_LOOKED_AT = 20_000
const LOOK = 1_000

/** `GET /v1/events`: the numbered log, as a list or as a stream. */
export const listEventsRoute = (app: HttpApp, dependencies: EventDependencies): void => {
  app.route({
    method: 'GET',
    url: '/events',
    schema: {
      operationId: 'listEvents',
      tags: ['Events'],
      summary: 'Events',
      description:
        'All that happens, in one numbered log. `after` is the last number that you have; with `Accept: text/event-stream` the answer is a stream that goes on live, and `Last-Event-ID` may stand in for `after`. An event of the type `reset` says that the numbers in between are not kept any more. Streams of users also tell `presence`: who looks at a chat and who writes there, as it stands. It has no id, and is in no list.',
      querystring: Type.Object({
        after: Type.Optional(
          Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Only later ones.' }),
        ),
        limit: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 1_000, default: 100, description: 'How many, as a list.' }),
        ),
        type: Type.Optional(
          Type.Enum([...EVENT_TYPES], { description: 'Only those of this type, of bulk sends too.' }),
        ),
        include: Type.Optional(
          Type.Enum(['bulk'], {
            description:
              'Also every step of every message of bulk sends; `bulk.updated` tells how they stand without.',
          }),
        ),
      }),
      response: { 200: Type.Array(EventItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      await dependencies.tail.ready
      const { after, limit = 100 } = request.query
      const isAsked = createFilter(request.query)
      if (!/\btext\/event-stream\b/.test(request.headers.accept ?? ''))
        return listSeen(dependencies, request, reply, after ?? 0, limit, isAsked)
      await openStream(dependencies, request, reply, after, isAsked)
      // The schema speaks of the list.
      return reply as never
    },
  })
}

/** What is no number's own is of the team, and for its users. */
const canSee = (principal: Principal, { integrationId }: LogEvent): boolean =>
  integrationId === null ? principal.userId !== undefined : canReach(principal, integrationId)

/**
 * A bulk send to a hundred thousand is half a million steps of single messages, which would drown all else: they are
 * told to those who ask for them, by `include` or by naming their type.
 */
const createFilter =
  ({ type, include }: { type?: string; include?: string }) =>
  (event: LogEvent): boolean =>
    type === undefined ? include === 'bulk' || !isOfBulk(event) : event.type === type

const isOfBulk = ({ type, data }: LogEvent): boolean =>
  type === 'message.status' && data['bulk_id'] !== undefined

const listSeen = async (
  { database, tail, publicUrl }: EventDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  after: number,
  limit: number,
  isAsked: (event: LogEvent) => boolean,
) => {
  if (after > 0 && (await isForgotten(database, after, tail.position()))) return [resetItem(tail.position())]
  const seen: LogEvent[] = []
  let position = after
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT && seen.length < limit; lookedAt += LOOK) {
    const events = await tail.read(position, LOOK)
    for (const event of events) {
      if (seen.length === limit) break
      position = event.id
      if (canSee(request.principal, event) && isAsked(event)) seen.push(event)
    }
    if (events.length < LOOK) break
  }
  // Those of other numbers and those not asked for are not told, but passed over for good.
  if ((await tail.read(position, 1)).length > 0)
    linkNext(request, reply, publicUrl, 'after', String(position))
  return seen.map(eventItem)
}

const openStream = async (
  { database, tail, streams, openAsides, onHeard, authenticator }: EventDependencies,
  request: FastifyRequest<{ Querystring: { type?: string } }>,
  reply: FastifyReply,
  given: number | undefined,
  isAsked: (event: LogEvent) => boolean,
): Promise<void> => {
  const asked = readLastEventId(request) ?? given
  const position = tail.position()
  const isReset = asked !== undefined && asked > 0 && (await isForgotten(database, asked, position))
  const after = asked === undefined || isReset ? position : asked
  let { principal } = request
  // What is asked for by its type is of the log.
  const isForUser = principal.userId !== undefined && request.query.type === undefined
  const hearUser = (): void => {
    if (principal.userId !== undefined) onHeard(principal.userId)
  }
  hearUser()
  void reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    // Proxies that gather an answer before they pass it on would keep it to themselves.
    .header('x-accel-buffering', 'no')
    .send(
      streams.open({
        tail,
        after,
        opening: isReset ? encodeReset(after) : '',
        canSee: (event) => canSee(principal, event) && isAsked(event),
        asides: isForUser ? openAsides((integrationId) => canReach(principal, integrationId)) : undefined,
        check: async () => {
          principal = await identify(request, authenticator)
          hearUser()
        },
      }),
    )
}

/** What a browser's EventSource sends when it connects again. */
const readLastEventId = ({ headers }: FastifyRequest): number | undefined => {
  const text = headers['last-event-id']?.toString()
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,15}$/.test(text))
    throw validationError({ 'Last-Event-ID': ['The Last-Event-ID header must be the id of an event.'] })
  return Number(text)
}
