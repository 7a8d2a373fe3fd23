import { afterEach, describe, expect, test } from 'vitest'
import { createGraphClient, type GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-request-error.ts'
import { answerJson, type GraphServer, startGraphServer } from './testing/graph-server.ts'
import { startRawServer } from './testing/raw-server.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
const serve = async (handle: Parameters<typeof startGraphServer>[0]): Promise<GraphServer> => {
  const server = await startGraphServer(handle)
  closers.push(server.close)
  return server
}
const clientFor = (baseUrl: string): GraphClient => {
  const client = createGraphClient({ baseUrl })
  closers.push(() => client.close(0))
  return client
}
const credentials = { accessToken: 'token' }
const waba = { ...credentials, wabaId: '4455667788' }
const number = { ...credentials, phoneNumberId: '10987654321' }

describe('a call that fails throws what is known', () => {
  test("Meta's error, in words and as an object", async () => {
    const server = await serve((_, response) =>
      answerJson(response, { error: { code: 190, message: 'Session has expired' } }, 401),
    )
    const error = await clientFor(server.url)
      .getPhoneNumber(number)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(GraphRequestError)
    expect(error).toMatchObject({
      message: 'Meta refused: Session has expired (code 190)',
      failure: { kind: 'rejected', httpStatus: 401, error: { code: 190 } },
    })
  })

  test('that nobody was reached', async () => {
    const gone = await startRawServer(() => {})
    await gone.close()
    const call = clientFor(`http://127.0.0.1:${gone.port}`).getPhoneNumber(number)
    await expect(call).rejects.toMatchObject({ failure: { kind: 'not_sent', reason: 'refused' } })
  })

  test('that the answer was lost or is not what was asked for', async () => {
    const raw = await startRawServer((socket) => socket.end())
    closers.push(raw.close)
    const lost = clientFor(`http://127.0.0.1:${raw.port}`).getPhoneNumber(number)
    await expect(lost).rejects.toMatchObject({ failure: { kind: 'unknown', reason: 'connection_lost' } })
    const server = await serve((_, response) => answerJson(response, { success: true }))
    const strange = clientFor(server.url).getPhoneNumber(number)
    await expect(strange).rejects.toMatchObject({ failure: { reason: 'unreadable_answer' } })
  })

  test('that the answer is larger than any of Meta', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const server = await serve((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', pour)
      pour()
    })
    await expect(clientFor(server.url).getPhoneNumber(number)).rejects.toMatchObject({
      failure: { kind: 'unknown', reason: 'unreadable_answer' },
    })
  })
})

describe('a list', () => {
  const templateOf = (id: number, more = {}) => ({
    id: String(id),
    name: `template_${id}`,
    language: 'tr',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Merhaba' }],
    ...more,
  })
  const collect = async (client: GraphClient) => {
    const names: string[] = []
    for await (const template of client.listTemplates(waba)) names.push(template.name)
    return names
  }

  test('is followed by its cursors; the token never goes where "next" points', async () => {
    const thief = await serve((_, response) => answerJson(response, { data: [templateOf(9)] }))
    const server = await serve(({ url }, response) => {
      const page = Number(url.searchParams.get('after') ?? 1)
      const paging = {
        cursors: { after: String(page + 1) },
        next: page < 3 ? `${thief.url}/next` : undefined,
      }
      answerJson(response, { data: [templateOf(page)], paging })
    })
    expect(await collect(clientFor(server.url))).toEqual(['template_1', 'template_2', 'template_3'])
    expect(thief.seen).toEqual([])
    expect(server.seen.map(({ url }) => url.searchParams.get('after'))).toEqual([null, '2', '3'])
  })

  test('whose cursor comes back ends', async () => {
    const server = await serve((_, response) =>
      answerJson(response, { data: [templateOf(1)], paging: { cursors: { after: 'x' }, next: 'https://x' } }),
    )
    expect(await collect(clientFor(server.url))).toEqual(['template_1', 'template_1'])
  })

  test('that breaks in the middle throws, so that nobody takes it for whole', async () => {
    const server = await serve(({ url }, response) =>
      url.searchParams.has('after')
        ? answerJson(response, { error: { code: 131059, message: 'Cursor' } }, 400)
        : answerJson(response, { data: [templateOf(1)], paging: { cursors: { after: 'x' }, next: 'y' } }),
    )
    await expect(collect(clientFor(server.url))).rejects.toMatchObject({
      failure: { error: { code: 131059 } },
    })
  })

  test.each([[{}], [{ data: 'none' }], [{ data: [null, 'x', { id: '1' }], paging: 'none' }]])(
    'in the shape %j has no templates',
    async (answer) => {
      const server = await serve((_, response) => answerJson(response, answer))
      expect(await collect(clientFor(server.url))).toEqual([])
    },
  )

  test('of templates tells what Meta knows of each', async () => {
    const more = {
      id: 1689556908129832,
      parameter_format: 'NAMED',
      quality_score: { score: 'GREEN', date: 1 },
      rejected_reason: 'NONE',
    }
    const server = await serve((_, response) => answerJson(response, { data: [templateOf(1, more)] }))
    const templates = await Array.fromAsync(clientFor(server.url).listTemplates(waba))
    expect(templates).toEqual([
      {
        id: '1689556908129832',
        name: 'template_1',
        language: 'tr',
        status: 'APPROVED',
        category: 'UTILITY',
        parameterFormat: 'NAMED',
        qualityScore: 'GREEN',
        rejectedReason: 'NONE',
        components: [{ type: 'BODY', text: 'Merhaba' }],
      },
    ])
    expect(server.seen[0]?.url.pathname).toBe('/v25.0/4455667788/message_templates')
  })

  test('of numbers has those with an id', async () => {
    const server = await serve((_, response) =>
      answerJson(response, { data: [{ id: '1', status: 'CONNECTED' }, { status: 'CONNECTED' }] }),
    )
    expect(await clientFor(server.url).listPhoneNumbers(waba)).toMatchObject([
      { id: '1', status: 'CONNECTED' },
    ])
  })
})

test('a number tells its limit by the older name, too, and is told whole without any', async () => {
  const answers: object[] = [
    { id: '1', is_on_biz_app: true },
    { id: '1', messaging_limit_tier: 'TIER_1K' },
  ]
  const server = await serve((_, response) =>
    answerJson(response, answers.shift() ?? { error: { code: 100 } }),
  )
  const client = clientFor(server.url)
  expect(await client.getPhoneNumber(number)).toMatchObject({ messagingLimit: 'TIER_1K', isShared: true })
  answers.push({ id: '1', verified_name: 'Fırın' })
  expect(await client.getPhoneNumber(number)).toMatchObject({ verifiedName: 'Fırın' })
})

test('a number tells its limits', async () => {
  const answer = {
    id: '10987654321',
    display_phone_number: '+90 850 000 11 22',
    verified_name: 'Fırın',
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    health_status: { can_send_message: 'AVAILABLE' },
    webhook_configuration: { application: 'https://example.com' },
  }
  const server = await serve((_, response) => answerJson(response, answer))
  expect(await clientFor(server.url).getPhoneNumber(number)).toEqual({
    id: '10987654321',
    isShared: false,
    displayPhoneNumber: '+90 850 000 11 22',
    verifiedName: 'Fırın',
    qualityRating: 'GREEN',
    status: 'CONNECTED',
    throughputLevel: 'STANDARD',
    messagingLimit: 'TIER_2K',
    healthStatus: { can_send_message: 'AVAILABLE' },
    webhookConfiguration: { application: 'https://example.com' },
  })
})

test('an app is subscribed, with a URL of its own where one is given', async () => {
  const server = await serve((_, response) => answerJson(response, { success: true }))
  const client = clientFor(server.url)
  await client.subscribeApp(waba)
  await client.subscribeApp({ ...waba, overrideCallbackUri: 'https://example.com/hook', verifyToken: 'v' })
  expect(server.seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(
    Array(2).fill('POST /v25.0/4455667788/subscribed_apps'),
  )
  expect(server.seen.map(({ body }) => body.toString())).toEqual([
    '',
    '{"override_callback_uri":"https://example.com/hook","verify_token":"v"}',
  ])
})

test('a received message is marked as read, with the typing bubble on demand', async () => {
  const server = await serve((_, response) => answerJson(response, { success: true }))
  const client = clientFor(server.url)
  await client.markRead({ ...number, wamid: 'wamid.IN' })
  await client.markRead({ ...number, wamid: 'wamid.IN', isTyping: true })
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN' }
  expect(server.seen.map(({ body }) => JSON.parse(body.toString()))).toEqual([
    read,
    { ...read, typing_indicator: { type: 'text' } },
  ])
})
