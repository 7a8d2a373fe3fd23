import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList, type SortKey, wrongCursor } from '../../http/pagination.ts'
import { readTime } from '../../http/read-time.ts'
import { selectScope } from '../../integrations/scope.ts'
import type { SearchDependencies } from '../add-routes.ts'
import { byTime, type Found, find, MOST_FOUND } from '../find.ts'
import { HitItem, showHits } from '../hits.ts'
import { readQuery } from '../query.ts'

/** `GET /v1/search`. */
export const searchRoute = (app: HttpApp, { database, directory, publicUrl }: SearchDependencies): void => {
  app.route({
    method: 'GET',
    url: '/search',
    schema: {
      operationId: 'search',
      tags: ['Chats'],
      summary: 'Search',
      description: `Looks through everything that was written with your integrations, the newest first: texts, captions, file names, titles of buttons, templates as they were sent, the notes of the team, and the names and numbers of people. All words have to be there; case, accents and the dot of ı do not matter, and an ending in Turkish or English neither. The last word may be unfinished from its third letter on. At most the newest ${MOST_FOUND} are found. What was written a moment ago may take a moment.`,
      querystring: Type.Object({
        q: Type.String({ minLength: 1, maxLength: 200, examples: ['sipariş kargo'] }),
        integration_id: Type.Optional(Type.Integer({ description: 'Only of this integration.' })),
        from: Type.Optional(Type.String({ description: 'Of this time or later (ISO 8601).' })),
        to: Type.Optional(Type.String({ description: 'Of this time or earlier.' })),
        ...ListQuery.properties,
      }),
      response: {
        200: Type.Object({
          total: Type.Integer({ description: 'What was found, all pages together.', examples: [1] }),
          is_capped: Type.Boolean({
            description: `There is more: only the newest ${MOST_FOUND} can be seen. Look for more words, or for a shorter time.`,
          }),
          hits: Type.Array(HitItem),
        }),
        ...errorResponses(401, 422, 429, 503),
      },
    },
    handler: async (request, reply) => {
      const { query, principal } = request
      const window = listWindow(query)
      const from = query.from === undefined ? undefined : readTime('from', query.from)
      const to = query.to === undefined ? undefined : readTime('to', query.to)
      const { reachable } = await selectScope(directory, principal, query.integration_id)
      const integrationIds =
        query.integration_id === undefined ? reachable.map(({ id }) => id) : [query.integration_id]
      const meant = await readQuery(database, query.q)
      const all = await find(database, { ...meant, integrationIds, from, to })
      const found = all.slice(0, MOST_FOUND)
      const rest = window.after ? found.filter(isAfter(window.after)) : found
      const rows = rest.slice(window.offset, window.offset + window.limit)
      const page = paginateList(rows, window, hitKey, request, reply, publicUrl)
      return {
        total: found.length,
        is_capped: all.length > MOST_FOUND,
        hits: await showHits(database, page, meant),
      }
    },
  })
}

const hitKey = ({ at, key }: Found): SortKey => [at, key]

/** Throws 422 for a key that no search has made. */
const isAfter = ([at, key]: SortKey): ((found: Found) => boolean) => {
  if (!/^-?\d{1,17}$/.test(String(at)) || typeof key !== 'string') throw wrongCursor()
  return (found) => byTime({ at: String(at), key }, found) < 0
}
