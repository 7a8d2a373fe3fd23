import { readFile } from 'node:fs/promises'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'
import { openSettings } from './settings-stage.ts'

const stage = setInboxStage()

const part = (page: Page, name: string) => page.getByRole('region', { name })

describe.skipIf(!hasBrowser)('my account', () => {
  it('takes another name, which colleagues see', async () => {
    const person = await stage.hire()
    const page = await openSettings(stage, '/settings/account', person)
    await part(page, 'Profile').getByLabel('Name').fill('Deniz Aydın')
    await part(page, 'Profile').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    const { body } = await stage.app.call('GET', `/v1/users/${person.id}`)
    expect(body.name).toBe('Deniz Aydın')
  })

  it('speaks another language at once, and after a reload', async () => {
    const page = await openSettings(stage, '/settings/account', await stage.hire())
    await part(page, 'Profile').getByLabel('Language').selectOption('Türkçe')
    await part(page, 'Profile').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Hesabım' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Hesabım' }).waitFor()
  })

  it('changes the password for who knows the present one, and signs out elsewhere', async () => {
    const person = await stage.hire()
    const other = await openSettings(stage, '/settings/account', person)
    const page = await openSettings(stage, '/settings/account', person)
    const form = part(page, 'Password')
    await form.getByLabel('Present password').fill('not this one')
    await form.getByLabel('New password').fill('an altogether new one')
    await form.getByLabel('New password').press('Enter')
    await form.getByText('This is not your present password.').waitFor()
    await form.getByLabel('Present password').fill(person.password)
    await form.getByLabel('Present password').press('Enter')
    await page.getByText('The password is changed.').waitFor()
    await other.getByRole('link', { name: 'Inbox' }).click()
    await other.getByRole('button', { name: 'Sign in' }).waitFor()
    await signInOn(other, { ...person, password: 'an altogether new one' })
    await other.getByRole('navigation', { name: 'Main' }).waitFor()
  })

  it('takes a second factor, and gives codes for the day on which the phone is lost', async () => {
    const person = await stage.hire()
    const page = await openSettings(stage, '/settings/account', person)
    await page.getByRole('button', { name: 'Turn on' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: /^QR code/ }).waitFor()
    const secret = await dialog.getByLabel('Or type this secret').inputValue()
    await dialog.getByRole('textbox', { name: 'Code' }).fill('000000')
    await page.keyboard.press('Enter')
    await dialog.getByText('This is not what the app shows now.').waitFor()
    await dialog.getByRole('textbox', { name: 'Code' }).fill(new TOTP({ secret }).generate())
    await page.keyboard.press('Enter')
    await page.getByText('Your recovery codes').first().waitFor()
    const codes = await page
      .getByRole('list', { name: 'Your recovery codes' })
      .getByRole('listitem')
      .allInnerTexts()
    expect(codes).toHaveLength(10)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ])
    expect((await readFile(await download.path(), 'utf8')).trim().split('\n')).toEqual(codes)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('It is on').waitFor()

    const again = await stage.open('/')
    await signInOn(again, person)
    await again.getByRole('button', { name: 'Use a recovery code' }).click()
    await again.getByLabel('Recovery code').fill(codes[0]!)
    await again.keyboard.press('Enter')
    await again.getByRole('navigation', { name: 'Main' }).waitFor()

    await page.getByRole('button', { name: 'Turn off' }).click()
    await dialog.getByLabel('Present password').fill(person.password)
    await page.keyboard.press('Enter')
    await page.getByText('It is off').waitFor()
  })

  it('signs out one browser, and all of them', async () => {
    const person = await stage.hire()
    const lost = await openSettings(stage, '/settings/account', person)
    const page = await openSettings(stage, '/settings/account', person)
    await page.getByRole('button', { name: /^Sign out: / }).click()
    await page.getByRole('button', { name: /^Sign out: / }).waitFor({ state: 'detached' })
    await lost.getByRole('link', { name: 'Inbox' }).click()
    await lost.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  })
})
