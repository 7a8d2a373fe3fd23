import { setTimeout as sleep } from 'node:timers/promises'
import { ACCOUNT, type Program } from './program.ts'

type Send = { n: number; key: string | undefined; isTemplate: boolean }

export type Load = {
  /** Sends that were answered with 200 so far. */
  acknowledged(): string[]
  /** Answers other than 200, by status. */
  refusals: Map<number, number>
  /** Requests whose connection broke. */
  broken(): number
  /** Resolves when every send has been acknowledged or given up. */
  done: Promise<void>
}

export type LoadOptions = {
  program: Program
  token: string
  /** Of `invoice_ready`, whose header is a document. */
  templateId: number
  random: () => number
  sends: number
  clients: number
  /** Before each send of a client, at most. */
  pauseMs: number
}

/**
 * Clients that send as a careful program does: one that has an `Idempotency-Key` (half of them) tries again
 * until it is acknowledged, one without sends once. All to different people; one in a hundred is a template
 * with a file.
 */
export const startLoad = (options: LoadOptions): Load => {
  const { program, random, sends, clients, pauseMs } = options
  const refusals = new Map<number, number>()
  const waiting: Send[] = Array.from({ length: sends }, (_, n) => ({
    n,
    key: random() < 0.5 ? `send-${n}` : undefined,
    isTemplate: n % 100 === 50,
  }))
  const acknowledged: string[] = []
  let broken = 0

  const attempt = async (send: Send): Promise<'acknowledged' | 'again' | 'given up'> => {
    try {
      const { status, body } = await post(options, send)
      if (status === 200) {
        acknowledged.push(body.message_id)
        return 'acknowledged'
      }
      refusals.set(status, (refusals.get(status) ?? 0) + 1)
      if (status !== 503 && status !== 409)
        throw new Unexpected(`Send ${send.n} was answered ${status}: ${JSON.stringify(body)}`)
    } catch (error) {
      if (error instanceof Unexpected) throw error
      broken += 1
    }
    return send.key === undefined ? 'given up' : 'again'
  }

  const client = async (): Promise<void> => {
    for (let send = waiting.shift(); send; send = waiting.shift()) {
      await sleep(random() * pauseMs)
      await awaitReady(program)
      while ((await attempt(send)) === 'again') {
        await sleep(20 + random() * 50)
        await awaitReady(program)
      }
    }
  }
  return {
    acknowledged: () => acknowledged,
    refusals,
    broken: () => broken,
    done: Promise.all(Array.from({ length: clients }, client)).then(() => undefined),
  }
}

class Unexpected extends Error {}

export const awaitReady = async ({ isReady, log }: Program): Promise<void> => {
  const until = Date.now() + 30_000
  while (!isReady()) {
    if (Date.now() > until) throw new Unexpected(`The program did not come back:\n${log.join('\n')}`)
    await sleep(5)
  }
}

export const logIn = async (program: Pick<Program, 'url'>): Promise<string> => {
  const answer = await fetch(`${program.url}/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ACCOUNT),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

const PDF = `%PDF-1.4\n${'%'.repeat(20_000)}\n%%EOF\n`

const post = async ({ program, token, templateId }: LoadOptions, { n, key, isTemplate }: Send) => {
  const base = `${program.url}/v1/integrations/11/conversations`
  const to = `+90555${String(1_000_000 + n)}`
  const headers: Record<string, string> = { authorization: `Bearer ${token}` }
  if (key !== undefined) headers['idempotency-key'] = key
  const signal = AbortSignal.timeout(30_000)
  const answer = isTemplate
    ? await fetch(`${base}/templates/send`, {
        method: 'POST',
        headers,
        body: templateForm(templateId, to, n),
        signal,
      })
    : await fetch(`${base}/messages`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ to, text: `Message ${n}` }),
        signal,
      })
  return { status: answer.status, body: (await answer.json()) as { message_id: string } }
}

const templateForm = (templateId: number, to: string, n: number): FormData => {
  const form = new FormData()
  form.set('template_id', String(templateId))
  form.set('language_id', '1')
  form.set('destinations[0][phone]', to)
  form.set('destinations[0][parameters][body-1]', 'Ahmet Kara')
  form.set('destinations[0][parameters][body-2]', `INV-${n}`)
  form.set('destinations[0][parameters][button-1]', `INV-${n}`)
  form.set('attachment', new Blob([PDF], { type: 'application/pdf' }), `invoice-${n}.pdf`)
  return form
}
