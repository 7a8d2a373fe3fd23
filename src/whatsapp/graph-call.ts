import { readAnswer } from './graph-answer.ts'
import { exchange } from './graph-exchange.ts'
import { GraphRequestError } from './graph-request-error.ts'
import { authorize, type GraphCredentials, type GraphUpstream, graphPath } from './graph-upstream.ts'
import { asList, asRecord, asText, type JsonRecord } from './json-reading.ts'

export type GraphCall = {
  method: 'GET' | 'POST' | 'DELETE'
  /** The object that is called: a number, an account, a file. */
  id: string
  edge?: string
  query?: Record<string, string | undefined>
  body?: JsonRecord
}

/** A call that answers with a JSON object. Throws `GraphRequestError`. */
export const callGraph = async (
  upstream: GraphUpstream,
  credentials: GraphCredentials,
  call: GraphCall,
): Promise<JsonRecord> => {
  const headers = authorize(credentials)
  if (call.body) headers.push('content-type', 'application/json')
  const answer = await exchange(upstream.calls, upstream.origin, {
    method: call.method,
    path: graphPath(upstream, credentials, call.id, call.edge, call.query),
    headers,
    body: call.body && JSON.stringify(call.body),
    timeoutMs: upstream.timeouts.requestMs,
  })
  const read = answer.kind === 'answered' ? readAnswer(answer) : answer
  if (read.kind !== 'success') throw new GraphRequestError(read)
  return read.json
}

/**
 * Every object of a list, page by page. Pages are asked for by `paging.cursors.after`; `paging.next` only
 * says whether there is one more: its URL is Meta's word, and the token goes nowhere on somebody's word.
 * Throws `GraphRequestError`; with code 131059 (bad cursor) the list has to be begun again.
 */
export async function* listGraph(
  upstream: GraphUpstream,
  credentials: GraphCredentials,
  call: Omit<GraphCall, 'method' | 'body'>,
): AsyncGenerator<JsonRecord, void, undefined> {
  const seen = new Set<string>()
  let after: string | undefined
  do {
    const page = await callGraph(upstream, credentials, {
      ...call,
      method: 'GET',
      query: { ...call.query, after },
    })
    for (const item of asList(page.data)) {
      const object = asRecord(item)
      if (object) yield object
    }
    const paging = asRecord(page.paging)
    after = asText(paging?.next) && asText(asRecord(paging?.cursors)?.after)
    // A cursor that comes back would go round for ever.
    if (after !== undefined && seen.has(after)) return
    if (after !== undefined) seen.add(after)
  } while (after !== undefined)
}
