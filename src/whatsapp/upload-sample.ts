import { open } from 'node:fs/promises'
import { readAnswer } from './graph-answer.ts'
import { callGraph } from './graph-call.ts'
import { exchange } from './graph-exchange.ts'
import { GraphRequestError } from './graph-request-error.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asText } from './json-reading.ts'

export type SampleRequest = GraphCredentials & {
  /** Meta finds the token's own app where it is left away. */
  appId?: string | undefined
  file: { path: string; sizeBytes: number }
  mimeType: string
  filename: string
}

/** An upload's id goes into a path as Meta gave it: with its signature as a query, but nowhere else. */
const SESSION = /^upload:[\w.~=+/%-]+(\?[\w.~=+/%&-]+)?$/

/**
 * The handle of a file that shows Meta's reviewers what a template's media header will look like (Graph API,
 * resumable upload). In one piece: a sample is small, and one that broke off is sent anew. Throws
 * `GraphRequestError`.
 */
export const uploadSample = async (upstream: GraphUpstream, request: SampleRequest): Promise<string> => {
  const { appId = 'app', file, mimeType, filename } = request
  const begun = await callGraph(upstream, request, {
    method: 'POST',
    id: appId,
    edge: 'uploads',
    query: { file_length: String(file.sizeBytes), file_type: mimeType, file_name: filename },
  })
  const session = asText(begun.id)
  if (session === undefined || !SESSION.test(session)) throw unreadable('no id of an upload')
  const { h } = await sendBytes(upstream, request, session)
  const handle = asText(h)
  if (handle === undefined) throw unreadable('a success without a handle')
  return handle
}

const sendBytes = async (upstream: GraphUpstream, { accessToken, file }: SampleRequest, session: string) => {
  const handle = await open(file.path)
  const body = handle.createReadStream({ highWaterMark: 64 * 1024 })
  try {
    const answer = await exchange(upstream.media, upstream.origin, {
      method: 'POST',
      path: `${upstream.basePath}/${session}`,
      headers: [
        'authorization',
        `OAuth ${accessToken}`,
        'file_offset',
        '0',
        'content-type',
        'application/octet-stream',
        'content-length',
        String(file.sizeBytes),
      ],
      body,
      timeoutMs: upstream.timeouts.uploadMs,
    })
    const read = answer.kind === 'answered' ? readAnswer(answer) : answer
    if (read.kind !== 'success') throw new GraphRequestError(read)
    return read.json
  } finally {
    body.destroy()
    await handle.close()
  }
}

const unreadable = (detail: string): GraphRequestError =>
  new GraphRequestError({ kind: 'unknown', reason: 'unreadable_answer', detail })
