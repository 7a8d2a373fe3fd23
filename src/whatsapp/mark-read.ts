import { callGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'

export type MarkReadRequest = GraphCredentials & {
  phoneNumberId: string
  /** A received message, at most 30 days old; those before it are marked with it. */
  wamid: string
  /** Shows the typing bubble until the answer, 25 s at most. */
  isTyping?: boolean
}

/** Two blue ticks for the other side. Throws `GraphRequestError`. */
export const markRead = async (upstream: GraphUpstream, request: MarkReadRequest): Promise<void> => {
  await callGraph(upstream, request, {
    method: 'POST',
    id: request.phoneNumberId,
    edge: 'messages',
    body: {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: request.wamid,
      typing_indicator: request.isTyping ? { type: 'text' } : undefined,
    },
  })
}
