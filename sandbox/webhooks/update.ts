import type { AccountEvent, InboundMessage, OutboundMessage } from '../state/state.ts'

/** One thing that a receiver is to be told. */
export type Update =
  | { kind: 'status'; message: OutboundMessage; place: number; at: number }
  | { kind: 'inbound'; message: InboundMessage; at: number }
  | { kind: 'event'; event: AccountEvent; at: number }
