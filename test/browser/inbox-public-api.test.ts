import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { createCaller } from '../support/call.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

const openOn = async (path: string, person?: { email: string; password: string }): Promise<Page> => {
  const page = await stage.openAs(person, '/inbox/all')
  await page.goto(stage.app.url + path)
  return page
}

const endpointPath = async (number: number): Promise<string> => {
  const { body } = await stage.app.call('GET', `/v1/integrations/${number}/webhooks`)
  return `/public-api/${number}/webhooks/${body[0].id}`
}

describe.skipIf(!hasBrowser)('the public API', () => {
  it('gives a program a key that is shown once, works, and works no more once it is revoked', async () => {
    const page = await openOn('/public-api?number=22')
    await page.getByRole('button', { name: 'Make a key' }).click()
    const form = page.getByRole('dialog', { name: 'Make a key' })
    await form.getByRole('button', { name: 'Make a key' }).click()
    await form.getByText('This is needed.').waitFor()
    await form.getByLabel('Name').fill('Web shop')
    await form.getByLabel('Send', { exact: true }).uncheck()
    await form.getByRole('button', { name: 'Make a key' }).click()
    const shown = page.getByRole('dialog', { name: 'Your new key' })
    const key = (await shown.getByText(/^\d+\|/).textContent())!
    const call = createCaller(stage.app.url, key)
    expect((await call('GET', '/v1/integrations')).body.map(({ id }: { id: number }) => id)).toEqual([22])
    const send = { json: { to: '+905550000001', text: 'x' } }
    expect((await call('POST', '/v1/integrations/22/conversations/messages', send)).status).toBe(403)
    await shown.getByRole('button', { name: 'I have it' }).click()
    const row = page.getByRole('row', { name: /Web shop/ })
    await row.getByText('Read', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page
      .getByRole('dialog', { name: 'Revoke “Web shop”?' })
      .getByRole('button', { name: 'Revoke' })
      .click()
    await row.waitFor({ state: 'detached' })
    expect((await call('GET', '/v1/integrations')).status).toBe(401)
  })

  it('adds a webhook: what is wrong stands at the field, and the secret is shown once', async () => {
    const page = await openOn('/public-api?number=22')
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    const form = page.getByRole('dialog', { name: 'Add a webhook' })
    await form.getByLabel('Address').fill('ftp://nowhere')
    await form.getByRole('button', { name: 'Add a webhook' }).click()
    await form.getByText(/^Must /).waitFor()
    await form.getByLabel('Address').fill('https://shop.example.com/whatsapp')
    await form.getByRole('button', { name: 'Add a webhook' }).click()
    const shown = page.getByRole('dialog', { name: 'The webhook’s secret' })
    expect(await shown.getByText(/^whsec_/).textContent()).toMatch(/^whsec_.{20,}/)
    await shown.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('heading', { name: 'shop.example.com', level: 1 }).waitFor()
    await page.getByText('Nothing was sent yet').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('The webhook is deleted.').waitFor()
  })

  it('sends a test event, and shows what came of it', async () => {
    const page = await openOn(await endpointPath(11))
    await page.getByRole('button', { name: 'Send a test event' }).click()
    const result = page.getByRole('dialog', { name: 'The test event' })
    await result.getByText(/It arrived: answered 200 in/).waitFor()
  })

  it('shows each delivery as it comes, with request, attempts and answer, and sends it again', async () => {
    const page = await openOn(await endpointPath(11))
    await page.getByRole('table', { name: 'Deliveries' }).waitFor()
    const { phone } = await stage.receive('Did the shop hear of this?')
    const newest = page.getByRole('row').nth(1)
    await vi.waitFor(
      async () => {
        await newest.getByRole('link').click()
        const drawer = page.getByRole('dialog', { name: /^Delivery \d+$/ })
        await drawer.getByText(/"webhook|"messages/).waitFor()
        const request = await drawer.getByLabel('Request').textContent()
        if (!request?.includes('Did the shop hear of this?')) {
          await page.keyboard.press('Escape')
          throw new Error('The newest delivery is another one.')
        }
        expect(request).toContain(phone)
      },
      { timeout: 30_000, interval: 500 },
    )
    const drawer = page.getByRole('dialog', { name: /^Delivery \d+$/ })
    await drawer.getByText('Attempt 1 · 200').waitFor()
    await drawer.getByRole('button', { name: 'Send again' }).click()
    await drawer.getByText('Attempt 2 · 200').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
  })

  it('sends all of a time again, and says how many', async () => {
    const path = await endpointPath(11)
    const page = await openOn(path)
    await page.getByRole('button', { name: 'Send again …' }).click()
    const form = page.getByRole('dialog', { name: 'Send deliveries again' })
    await form.getByRole('button', { name: 'Send again' }).click()
    await page.getByText(/^\d+ deliveries are sent again\.$/).waitFor()
    await page.getByLabel('Status').selectOption('Given up')
    await page.getByText('Nothing fits').waitFor()
  })

  it('keeps secrets from those who may not have them: a supervisor sees webhooks, no keys', async () => {
    const page = await openOn('/public-api', await stage.hire('supervisor'))
    await page.getByRole('heading', { name: 'Webhooks' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Keys' }).count()).toBe(0)
    await page.goto(stage.app.url + (await endpointPath(11)))
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Switch off' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'New secret' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Send a test event' }).count()).toBe(0)
  })
})
