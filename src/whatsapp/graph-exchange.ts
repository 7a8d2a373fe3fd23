import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { type NotSent, notSent, type Unknown, unknownOutcome } from './transport-failure.ts'

/** An HTTP answer that arrived whole; whose it is and what it means is for the caller to read. */
export type Answer = {
  kind: 'answered'
  httpStatus: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

export type ExchangeRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  /** With the query, for example `/v25.0/106540352242922/messages`. */
  path: string
  /** Names and values in turns. */
  headers: string[]
  body?: string | Readable
  /** For everything: the wait for a connection, the connection, the request and the whole answer. */
  timeoutMs: number
  signal?: AbortSignal
}

/** Meta's largest answer is a page of templates, some hundred KB. */
const maxAnswerBytes = 16 * 1024 * 1024

type Settled = Answer | NotSent | Unknown

/**
 * One request and its answer as undici tells them. undici calls `onRequestStart` in the same turn in which
 * it writes the first byte, never before: what fails earlier (DNS, connect, TLS handshake, a full pool)
 * surely never reached the other side, whatever the error's code is, and what fails later may have. An
 * ECONNRESET is met on both sides of that line, and an EPIPE tells nothing about the bytes before it.
 * undici itself writes no request twice.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (settled: Settled) => void
  readonly #signal: AbortSignal | undefined
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #isSettled = false
  #httpStatus = 0
  #headers: Answer['headers'] = {}
  #chunks: Buffer[] = []
  #sizeBytes = 0

  constructor(request: ExchangeRequest, resolve: (settled: Settled) => void) {
    this.#resolve = resolve
    this.#signal = request.signal
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true })
    this.#timer = setTimeout(() => this.#onDeadline(request.timeoutMs), request.timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isSettled) controller.abort(new Error('given up while it waited'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, httpStatus: number, headers: Answer['headers']): void {
    this.#httpStatus = httpStatus
    this.#headers = headers
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#sizeBytes += chunk.byteLength
    this.#chunks.push(chunk)
    if (this.#sizeBytes > maxAnswerBytes) {
      this.#giveUp({
        kind: 'unknown',
        reason: 'unreadable_answer',
        detail: `the answer is larger than ${maxAnswerBytes} bytes`,
      })
    }
  }

  onResponseEnd(): void {
    const body = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    this.#settle({
      kind: 'answered',
      httpStatus: this.#httpStatus,
      headers: this.#headers,
      text: body.toString('utf8'),
    })
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#settle(this.#controller ? unknownOutcome(error) : notSent(error))
  }

  readonly #onAbort = (): void =>
    this.#giveUp({ kind: this.#controller ? 'unknown' : 'not_sent', reason: 'aborted', detail: 'aborted' })

  #onDeadline(timeoutMs: number): void {
    this.#giveUp(
      this.#controller
        ? { kind: 'unknown', reason: 'timeout', detail: `no whole answer within ${timeoutMs} ms` }
        : { kind: 'not_sent', reason: 'queue_timeout', detail: `no connection free within ${timeoutMs} ms` },
    )
  }

  /** Settles now; a request that still waits in the pool is stopped by `onRequestStart` when its turn comes. */
  #giveUp(settled: NotSent | Unknown): void {
    this.#settle(settled)
    this.#controller?.abort(new Error(settled.detail))
  }

  #settle(settled: Settled): void {
    if (this.#isSettled) return
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#chunks = []
    this.#resolve(settled)
  }
}

/** Sends one request and waits for the whole answer. Never throws, never follows a redirect. */
export const exchange = (
  dispatcher: Dispatcher,
  origin: string,
  request: ExchangeRequest,
): Promise<Settled> =>
  new Promise((resolve) => {
    if (request.signal?.aborted) return resolve({ kind: 'not_sent', reason: 'aborted', detail: 'aborted' })
    const { method, path, headers, body } = request
    // The deadline is the exchange's own; undici's coarser timers would only be a second truth.
    const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 }
    dispatcher.dispatch(
      { origin, method, path, headers, body, ...noTimeouts },
      new Exchange(request, resolve),
    )
  })
