import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setStage } from './stage.ts'

const stage = setStage()

/** A webhook to the shop, signed by nobody. */
const tell = (url: string, messages: object): Promise<Response> =>
  fetch(`${url}/receiver`, {
    method: 'POST',
    body: JSON.stringify({ messages: { id: 'gBEG', ...messages } }),
  })

describe.skipIf(!hasBrowser)('the shop beside the phone', () => {
  it('shows what comes while it comes, and whether it is genuine', async () => {
    const page = await stage.openPhone(await stage.drawPerson())
    const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    await page.getByRole('textbox', { name: 'Secret of the endpoint' }).fill(secret)
    await page.getByRole('complementary').getByRole('button', { name: 'Add' }).click()
    await page.getByText('1 secret known').waitFor()
    const body = JSON.stringify({
      messages: { id: 'gBEG', text: 'LİSTE', from: '905550000001', name: 'John Doe' },
    })
    const post = (signature: string) => {
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': `${Math.floor(Date.now() / 1000)}`,
        'webhook-signature': signature,
      }
      return fetch(`${stage.sandbox.url}/receiver`, { method: 'POST', headers, body })
    }
    await post(new Webhook(secret).sign('msg_1', new Date(), body))
    await page
      .locator('.delivery', { hasText: 'John Doe: LİSTE' })
      .getByText('Verified', { exact: true })
      .waitFor()
    await post('v1,bm9uZQ==')
    const refused = page.locator('.delivery').first()
    await refused.getByText('Not verified: the signature does not match').waitFor()
    await refused.locator('summary').click()
    expect(JSON.parse((await refused.locator('pre').textContent())!)).toEqual(JSON.parse(body))
    const own = await stage.open('/receiver')
    await own.locator('.delivery').nth(1).waitFor()
  })

  it.each([1400, 1000, 375])('stays within a window of %d points when an entry is opened', async (width) => {
    const text = 'One long line that nothing breaks. '.repeat(12)
    await tell(stage.sandbox.url, { type: 'text', text, name: 'Deniz Yıldız' })
    const page = await stage.open(width === 1400 ? '/' : '/receiver', { viewport: { width, height: 800 } })
    const entry = page.locator('.delivery', { hasText: 'Deniz Yıldız' }).first()
    await entry.locator('summary').click()
    for (const part of [entry, entry.locator('.verdict'), entry.locator('pre'), entry.locator('.headers')]) {
      const { x, width: own } = (await part.boundingBox())!
      expect(x + own).toBeLessThanOrEqual(width)
    }
    await takePicture(page, `receiver ${width}`)
  })
})
