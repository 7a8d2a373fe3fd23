import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { bubble, leaveFields, setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('a new chat', () => {
  it('begins with a template to a typed number, from the keyboard', async () => {
    const page = await stage.openAs(undefined, '/inbox/all')
    await leaveFields(page)
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog', { name: 'New chat' })
    await dialog.getByRole('textbox', { name: 'Find a template' }).fill('hello_world')
    const phone = dialog.getByLabel('Number of the customer')
    await phone.fill('12')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.getByText('Must be a valid phone number.').waitFor()
    expect(await phone.evaluate('document.activeElement.type')).toBe('tel')
    await phone.fill('+90 532 777 00 01')
    await dialog.getByText('Must be a valid phone number.').waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await bubble(page, 'hello_world')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/inbox\/all\/11\/\d+$/)
  })

  it('is the old one of somebody who has one', async () => {
    const customer = await stage.receive('We know each other')
    const page = await stage.openAs(undefined, '/inbox/all')
    await page.getByRole('button', { name: 'New chat' }).click()
    const dialog = page.getByRole('dialog', { name: 'New chat' })
    await dialog.getByLabel('Number of the customer').fill(`+${customer.phone}`)
    await dialog.getByRole('textbox', { name: 'Find a template' }).fill('hello_world')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForURL(stage.app.url + customer.path)
    await bubble(page, 'We know each other').waitFor()
  })
})
