import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectFields } from '../support/expect-error.ts'
import { insertChat, insertInbound } from '../support/inbound.ts'
import { expectForetold, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
let path: string
const PHONE = drawNumber()
const ids: string[] = []
beforeAll(async () => {
  app = await startTestApp()
  path = `/v1/integrations/11/chats/${await insertChat(app, PHONE)}/messages`
  const at = new Date(Date.now() - 60_000)
  // All of one moment, so that their numbers alone tell the order.
  for (let n = 0; n < 9; n += 1)
    ids.push((await insertInbound(app, { from: PHONE, content: { body: String(n) }, at })).id)
  return app.stop
})

const texts = ({ body }: Answer): string =>
  body.map((one: { content: { body: string } }) => one.content.body).join('')
const linkOf = ({ headers }: Answer, rel: string): string | undefined =>
  (headers['link'] ?? '')
    .split(', ')
    .flatMap((link) => new RegExp(`^<[^>]*(/v1/[^>]+)>; rel=${rel}$`).exec(link)?.[1] ?? [])[0]

describe('a chat that is opened at a message', () => {
  test('shows it in the middle, and goes on to both sides without gap or repetition', async () => {
    const middle = await app.call('GET', `${path}?around=${ids[4]}&limit=3`)
    expectForetold(
      await readOpenApi(app),
      'get',
      '/v1/integrations/{integration_id}/chats/{chat_id}/messages',
      middle,
    )
    expect(texts(middle)).toBe('543')
    const older = await app.call('GET', linkOf(middle, 'next')!)
    expect(texts(older)).toBe('210')
    expect(older.headers['link']).toBeUndefined()
    const newer = await app.call('GET', linkOf(middle, 'prev')!)
    expect(texts(newer)).toBe('876')
    expect(linkOf(newer, 'prev')).toBeUndefined()
    expect(texts(await app.call('GET', linkOf(newer, 'next')!))).toBe('543')
  })

  test('shows what there is at its ends', async () => {
    const last = await app.call('GET', `${path}?around=${ids[8]}&limit=4`)
    expect(texts(last)).toBe('876')
    expect(linkOf(last, 'prev')).toBeUndefined()
    const first = await app.call('GET', `${path}?around=${ids[0]}`)
    expect(texts(first)).toBe('876543210')
    expect(first.headers['link']).toBeUndefined()
  })

  test('has to be opened at one of its own messages', async () => {
    const other = await insertInbound(app, { from: drawNumber() })
    const wrong = { around: [expect.any(String)] }
    expectFields(await app.call('GET', `${path}?around=${other.id}`), wrong)
    expectFields(await app.call('GET', `${path}?around=none`), wrong)
    const { headers } = await app.call('GET', `${path}?limit=2`)
    const next = linkOf({ headers } as Answer, 'next')!
    expectFields(await app.call('GET', `${next}&around=${ids[1]}`), wrong)
    const cursor = Buffer.from('["newer",1]').toString('base64url')
    expectFields(await app.call('GET', `${path}?cursor=${cursor}`), { cursor: [expect.any(String)] })
  })
})
