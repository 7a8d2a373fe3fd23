import { describe, expect, it } from 'vitest'
import { findBarriers } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { composer, setInboxStage, signInOn } from './inbox-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('signing in', () => {
  it('says that the e-mail or the password is wrong, and lets one try again', async () => {
    const page = await stage.open('/')
    await signInOn(page, { email: stage.app.email, password: 'not this one' })
    await page.getByText('The e-mail or the password is wrong.').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(stage.app.email)
    await page.getByLabel('Password', { exact: true }).fill(stage.app.password)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Lists' }).waitFor()
  })

  it('leads to where a link led, once one is in', async () => {
    const { path, name } = await stage.receive('A link to this')
    const page = await stage.open(path)
    await page.waitForURL(/\/sign-in/)
    await signInOn(page, stage.app)
    await page.getByRole('heading', { name, level: 2 }).first().waitFor()
    await composer(page).waitFor()
    expect(new URL(page.url()).pathname).toBe(path)
  })

  it('leads to no other site', async () => {
    const page = await stage.open('/sign-in?to=//evil.example')
    await signInOn(page, stage.app)
    await page.getByRole('navigation', { name: 'Lists' }).waitFor()
    expect(new URL(page.url()).origin).toBe(stage.app.url)
  })

  it('ends by signing out: nothing of the inbox is left, and the way back asks again', async () => {
    const page = await stage.openAs(undefined, '/')
    await page.getByRole('button', { name: 'You' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.goto(`${stage.app.url}/inbox/mine`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Lists' }).count()).toBe(0)
  })

  it('leads to the sign-in when the session was ended elsewhere', async () => {
    const person = await stage.hire()
    const page = await stage.openAs(person, '/inbox/mine')
    await stage.app.call('DELETE', `/v1/users/${person.id}`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  })

  it('can be used by everybody', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.open('/sign-in', { colorScheme })
      await page.getByLabel('E-mail').waitFor()
      expect(await findBarriers(page)).toEqual([])
    }
  })

  it('speaks the language of the browser', async () => {
    const page = await stage.open('/sign-in', { locale: 'tr-TR' })
    await page.getByRole('heading', { name: 'Oturum aç' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('tr')
  })
})
