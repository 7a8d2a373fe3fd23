import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { setStage } from './stage.ts'

const stage = setStage()

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
})
