import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { awaitReady } from './load.ts'
import type { Program } from './program.ts'

type Sender = { appSecret: string; phoneNumberId: string; wabaId: string }

export type Storm = {
  /** Events that were answered with 200 so far. */
  acknowledged(): number
  /** Requests whose connection broke or that were answered otherwise: they were sent again. */
  again(): number
  done: Promise<void>
}

/** The first number of the sandbox, whose secrets its own events are signed with. */
export const readNumber = async (program: Program): Promise<Sender> => {
  const answer = await fetch(`${program.sandboxUrl}/_sandbox/credentials`)
  const body = (await answer.json()) as {
    app_secret: string
    waba_id: string
    phone_numbers: { id: string }[]
  }
  return { appSecret: body.app_secret, wabaId: body.waba_id, phoneNumberId: body.phone_numbers[0]!.id }
}

export const wamidOf = (n: number): string => `wamid.storm-${n}`

/** Plays WhatsApp: each event is sent until it is answered with 200, and one in ten once more after that. */
export const startStorm = (
  program: Program,
  number: Sender,
  { events, clients, random }: { events: number; clients: number; random: () => number },
): Storm => {
  const waiting = Array.from({ length: events }, (_, n) => n)
  let acknowledged = 0
  let again = 0

  const post = async (n: number): Promise<boolean> => {
    const body = encode(number, n)
    const signature = createHmac('sha256', number.appSecret).update(body).digest('hex')
    try {
      const answer = await fetch(`${program.url}/whatsapp/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
        body,
        signal: AbortSignal.timeout(20_000),
      })
      await answer.text()
      return answer.status === 200
    } catch {
      return false
    }
  }

  const client = async (): Promise<void> => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      await sleep(random() * 40)
      await awaitReady(program)
      while (!(await post(n))) {
        again += 1
        await sleep(20 + random() * 50)
        await awaitReady(program)
      }
      acknowledged += 1
      if (random() < 0.1) await post(n)
    }
  }
  return {
    acknowledged: () => acknowledged,
    again: () => again,
    done: Promise.all(Array.from({ length: clients }, client)).then(() => undefined),
  }
}

/** A text; those of forty people, so that several of one come at the same moment. */
const encode = ({ phoneNumberId, wabaId }: Sender, n: number): string => {
  const from = `90555${2_000_000 + (n % 40)}`
  const metadata = { display_phone_number: '905554443322', phone_number_id: phoneNumberId }
  const message = {
    from,
    id: wamidOf(n),
    timestamp: String(Math.floor(Date.now() / 1_000)),
    type: 'text',
    text: { body: `Storm ${n}` },
  }
  const contacts = [{ profile: { name: `Person ${n % 40}` }, wa_id: from }]
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages: [message] }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, changes: [{ field: 'messages', value }] }],
  })
}
