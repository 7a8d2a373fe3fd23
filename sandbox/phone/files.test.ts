import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestPhone, type TestPhone } from '../testing/start-test-phone.ts'

let phone: TestPhone

beforeEach(async () => {
  phone = await startTestPhone()
})
afterEach(() => phone.close())

describe('a file on the phone', () => {
  const upload = (bytes: Uint8Array<ArrayBuffer>, type: string, filename: string) =>
    fetch(`${phone.sandbox.url}/_sandbox/phone/media?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: bytes,
    })
  const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 251)

  it('that a customer sends arrives at the business byte for byte', async () => {
    const taker = await phone.subscribe()
    const { id } = (await (await upload(bytes, 'image/jpeg', 'şey.jpg')).json()) as { id: string }
    const message = await phone.inbound({ type: 'image', image: { id, caption: 'Look' } })
    await taker.until(() => taker.messages().some((one) => one['id'] === message))
    const { image } = taker.messages().find((one) => one['id'] === message) as {
      image: { id: string; mime_type: string }
    }
    expect(image).toMatchObject({ id, mime_type: 'image/jpeg', caption: 'Look' })
    const { body } = await phone.sandbox.graph('GET', image.id)
    const answer = await fetch(body.url, {
      headers: { authorization: `Bearer ${phone.sandbox.credentials.access_token}` },
    })
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  it('can be read in ranges, and says what it is', async () => {
    const id = await phone.sandbox.upload('video/mp4', bytes)
    const whole = await fetch(`${phone.sandbox.url}/_sandbox/phone/media/${id}`)
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      'video/mp4',
      'bytes',
    ])
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)
    const part = await fetch(`${phone.sandbox.url}/_sandbox/phone/media/${id}`, {
      headers: { range: 'bytes=100-199' },
    })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/5000'])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(100, 200))
  })

  it.each([
    ['text/html', 'attachment'],
    ['image/svg+xml', 'attachment'],
    ['application/pdf', 'attachment'],
    ['image/png', 'inline'],
  ])('of the type %s runs nothing in the page: it is %s', async (type, disposition) => {
    const { id } = (await (await upload(bytes, type, 'a')).json()) as { id: string }
    const { headers } = await fetch(`${phone.sandbox.url}/_sandbox/phone/media/${id}`)
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`))
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('that is empty is refused', async () => {
    expect((await upload(new Uint8Array(), 'image/png', 'a')).status).toBe(400)
  })
})
