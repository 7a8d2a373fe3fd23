import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShownDelivery } from '../phone/shapes.ts'
import { followEvents } from '../testing/follow-events.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const secretOf = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`
const setSecrets = (...secrets: string[]) => sandbox.control('PUT', 'receiver', { secrets })
const deliveries = async (): Promise<ShownDelivery[]> =>
  (await sandbox.control('GET', 'receiver')).body.deliveries

beforeEach(async () => {
  await sandbox.control('DELETE', 'receiver')
  await setSecrets(secretOf(1))
})

// With blanks and an escape, so that only the raw bytes have the signature.
const body = '{ "messages": {"id":"gBEG","text":"LİSTE \\u015f","from":"905550000001"} }'

type Given = { secret?: string; sentAt?: Date; changed?: string; without?: string }

/** Posts what the server would, signed by the library that its customers use. */
const post = ({ secret = secretOf(1), sentAt = new Date(), changed = body, without }: Given = {}) => {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', sentAt, body),
  }
  if (without) delete headers[without]
  return fetch(`${sandbox.url}/receiver`, { method: 'POST', headers, body: changed })
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe('a webhook that is not genuine', () => {
  it.each([
    ['was signed with another secret', { secret: secretOf(2) }, 'wrong_signature'],
    ['was changed on its way', { changed: body.replace('LİSTE', 'LİSTE2') }, 'wrong_signature'],
    ['was written anew', { changed: JSON.stringify(JSON.parse(body)) }, 'wrong_signature'],
    ['is ten minutes old', { sentAt: minutesAgo(10) }, 'too_old'],
    ['comes from the future', { sentAt: minutesAgo(-10) }, 'too_new'],
    ['has no signature', { without: 'webhook-signature' }, 'missing_headers'],
    ['has no id', { without: 'webhook-id' }, 'missing_headers'],
  ])('is answered with 401 when it %s', async (_name, given, doubt) => {
    expect((await post(given)).status).toBe(401)
    expect(await deliveries()).toMatchObject([{ status: 401, doubt }])
  })
})

describe('a webhook that is genuine', () => {
  it('is answered with 200, and kept as it came', async () => {
    expect((await post()).status).toBe(200)
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ status: 200, doubt: null, body, headers: { 'webhook-id': 'msg_1' } })
  })

  it('may be signed with either secret while one is exchanged for the other', async () => {
    await setSecrets(secretOf(3), secretOf(4))
    for (const byte of [3, 4]) expect((await post({ secret: secretOf(byte) })).status).toBe(200)
    expect((await post()).status).toBe(401)
  })

  it('is told to the page at once', async () => {
    const follower = await followEvents(sandbox.url)
    await post()
    const { data } = await follower.until(({ name }) => name === 'deliveries')
    expect(data).toMatchObject([{ doubt: null, body }])
    follower.close()
  })
})

describe('the shop', () => {
  it('takes what comes before it knows a secret, and says that it could not tell', async () => {
    await setSecrets()
    expect((await post({ without: 'webhook-signature' })).status).toBe(200)
    expect(await deliveries()).toMatchObject([{ status: 200, doubt: 'no_secret' }])
  })

  it('shows what is no JSON too, and keeps the newest two hundred', async () => {
    for (let index = 0; index < 205; index++) {
      await fetch(`${sandbox.url}/receiver`, { method: 'POST', body: `text ${index}` })
    }
    const kept = await deliveries()
    expect(kept).toHaveLength(200)
    expect(kept[0]?.body).toBe('text 204')
  })

  it('keeps its secrets over a restart', async () => {
    await setSecrets(secretOf(5))
    await sandbox.restart()
    expect((await post({ secret: secretOf(5) })).status).toBe(200)
  })

  it('keeps a secret that somebody pasted beside those that it is told', async () => {
    const { body: pasted } = await sandbox.control('POST', 'receiver', { secret: secretOf(7) })
    expect(pasted.secrets).toContain(secretOf(7))
    await setSecrets(secretOf(8))
    await sandbox.restart()
    for (const byte of [7, 8]) expect((await post({ secret: secretOf(byte) })).status).toBe(200)
    expect((await post()).status).toBe(401)
  })

  it.each([{ secrets: ['secret'] }, { secrets: 'whsec_' }, {}, { secrets: [secretOf(1)], more: 1 }])(
    'refuses what is no list of secrets: %j',
    async (given) => {
      const answer = await sandbox.control('PUT', 'receiver', given)
      expect(answer.status).toBe(400)
      expect(answer.body.error.message).toMatch(/secrets|more/)
    },
  )
})
