import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

const openOn = async (path: string, person?: { email: string; password: string }): Promise<Page> => {
  const page = await stage.openAs(person, '/inbox/all')
  await page.goto(stage.app.url + path)
  return page
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

describe.skipIf(!hasBrowser)('the numbers', () => {
  it('show how each is, and lead to one', async () => {
    const page = await openOn('/numbers')
    const card = page.getByRole('listitem').filter({ hasText: 'YourIntegration2' })
    for (const text of ['+905554443323', 'Active', 'High', '2,000', '80 a second', 'All is well'])
      await card.getByText(text, { exact: true }).waitFor()
    await card.getByRole('link').click()
    await page.getByRole('heading', { name: 'YourIntegration2', level: 1 }).waitFor()
  })

  it('tell what is amiss and what to do, and that it is mended once it is', async () => {
    const healthy = (await stage.app.sandbox('GET', '/_sandbox/app')).body
    await stage.app.sandbox('PUT', '/_sandbox/app', { json: { scopes: ['whatsapp_business_messaging'] } })
    const page = await openOn('/numbers/11')
    await page.getByText('1 thing needs attention').waitFor()
    const finding = page.getByRole('listitem').filter({ hasText: 'Permissions of the token' })
    await finding.getByText('lacks whatsapp_business_management').waitFor()
    await finding.getByText(/make a new token/).waitFor()
    await stage.app.sandbox('PUT', '/_sandbox/app', { json: healthy })
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('All is well: nothing to do.').waitFor()
  })

  it('are suspended after one question, and say so until they are activated', async () => {
    const page = await openOn('/numbers/22')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Suspend' }).click()
    const question = page.getByRole('dialog', { name: 'Suspend YourIntegration2?' })
    await question.getByText(/what is queued waits/).waitFor()
    await question.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('Nothing is sent by this number').waitFor()
    const send = () =>
      stage.app.call('POST', '/v1/integrations/22/conversations/messages', {
        json: { to: '+905550000001', text: 'x' },
      })
    expect((await send()).body.error.code).toBe('integration_not_active')
    await page.getByRole('button', { name: 'Activate' }).click()
    await page.getByText('Nothing is sent by this number').waitFor({ state: 'detached' })
    expect((await send()).status).toBe(200)
  })

  it('have a profile that is kept at WhatsApp; what it refuses is told beside the field', async () => {
    const page = await openOn('/numbers/11')
    await field(page, 'E-mail').fill('not an address')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await page.getByText('Must be an e-mail address.').waitFor()
    await field(page, 'E-mail').fill('hello@example.com')
    await field(page, 'About').fill('Bread since 1924')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await page.getByText('The profile is changed at WhatsApp.').waitFor()
    const { body } = await stage.app.call('GET', '/v1/integrations/11/profile')
    expect(body).toMatchObject({ about: 'Bread since 1924', email: 'hello@example.com' })
  })

  it('are connected step by step; what WhatsApp does not accept leads back to its step', async () => {
    const { body } = await stage.app.sandbox('GET', '/_sandbox/credentials')
    const page = await openOn('/numbers/22')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: 'Delete YourIntegration2?' })
    await question.getByText(/token and secrets are wiped/).waitFor()
    await question.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('link', { name: 'Connect a number' }).click()

    await field(page, 'App ID').fill('not digits')
    await page.keyboard.press('Enter')
    await page.getByText('Digits alone').waitFor()
    await page.getByText('This is needed.').waitFor()
    await field(page, 'App ID').fill(body.app_id)
    await field(page, 'App secret').fill('614fc2afde15eee07a26b2fe3eaee9b9')
    await page.keyboard.press('Enter')
    await field(page, 'WhatsApp business account ID').fill(body.waba_id)
    await field(page, 'Phone number ID').fill(body.phone_numbers[1].id)
    await page.keyboard.press('Enter')
    await field(page, 'Access token').fill(body.access_token)
    await field(page, 'Verify token').fill(body.verify_token)
    await page.keyboard.press('Enter')
    await field(page, 'Name here').fill('The second shop')
    await page.keyboard.press('Enter')

    await page.getByText(/not the secret of the app/).waitFor()
    await field(page, 'App secret').fill(body.app_secret)
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The second shop', level: 1 }).waitFor()
    const { body: connected } = await stage.app.call('GET', '/v1/integrations/22')
    expect(connected).toMatchObject({ status: 'activated', display_name: 'The second shop' })
  })

  it('cannot be changed by those who may not: a supervisor looks, asks and sees the profile', async () => {
    const page = await openOn('/numbers/11', await stage.hire('supervisor'))
    await page.getByRole('button', { name: 'Ask WhatsApp now' }).waitFor()
    expect(await page.getByRole('button', { name: 'More' }).count()).toBe(0)
    await page.goto(`${stage.app.url}/numbers`)
    await page.getByRole('link', { name: 'YourIntegration1' }).waitFor()
    expect(await page.getByRole('link', { name: 'Connect a number' }).count()).toBe(0)
  })
})
