import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'
import { choose, openSettings, rowOf } from './settings-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('the team', () => {
  it('grows by somebody who sets their password by a link', async () => {
    const page = await openSettings(stage, '/settings/team')
    await page.getByRole('button', { name: 'New user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Zeynep Kaya')
    await dialog.getByLabel('E-mail').fill(stage.app.email)
    await dialog.getByRole('button', { name: 'Add' }).click()
    await dialog.getByText(/that of another user/).waitFor()
    await dialog.getByLabel('E-mail').fill('zeynep@example.com')
    await dialog.getByRole('combobox', { name: 'Numbers' }).click()
    await page.getByRole('option', { name: 'YourIntegration1' }).click()
    await dialog.getByRole('button', { name: 'Add' }).click()
    const link = await page.getByLabel('Link', { exact: true }).inputValue()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await rowOf(page, 'zeynep@example.com').getByText('YourIntegration1').waitFor()

    const theirs = await stage.open(link.slice(stage.app.url.length))
    await theirs.getByLabel('New password').fill('zeynep has chosen this')
    await theirs.keyboard.press('Enter')
    await theirs.getByText('Your password is set').waitFor()
    expect(theirs.url()).not.toContain('#')
    await theirs.getByRole('link', { name: 'Sign in' }).click()
    await signInOn(theirs, { email: 'zeynep@example.com', password: 'zeynep has chosen this' })
    await theirs.getByRole('navigation', { name: 'Lists' }).waitFor()

    const late = await stage.open(link.slice(stage.app.url.length))
    await late.getByLabel('New password').fill('somebody else chose this')
    await late.keyboard.press('Enter')
    await late.getByText('This link was used').waitFor()
  })

  it('is not shown to whom it is not for', async () => {
    const agent = await openSettings(stage, '/settings/account', await stage.hire())
    const names = await agent.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts()
    expect(names).toEqual(['My account'])
    await agent.goto(`${stage.app.url}/settings/team`)
    await agent.getByText('There is no such page').waitFor()
    const supervisor = await openSettings(stage, '/settings/tags', await stage.hire('supervisor'))
    expect(await supervisor.getByRole('link', { name: 'Team' }).count()).toBe(0)
  })

  it('keeps its last administrator', async () => {
    const page = await openSettings(stage, '/settings/team')
    await rowOf(page, stage.app.email)
      .getByRole('button', { name: /^What to do with/ })
      .click()
    await page.getByRole('menuitem', { name: 'Change' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Disable' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: 'Change' }).click()
    expect(await page.getByRole('dialog').getByLabel('Role').isDisabled()).toBe(true)
  })

  it('disables somebody after asking, whose browser is signed out, and enables them again', async () => {
    const person = await stage.hire()
    const theirs = await openSettings(stage, '/settings/account', person)
    const page = await openSettings(stage, '/settings/team')
    await choose(page, person.email, 'Disable')
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await rowOf(page, person.email).getByText('Disabled').waitFor()
    await theirs.getByRole('button', { name: 'Sign in' }).waitFor()
    await choose(page, person.email, 'Enable')
    await rowOf(page, person.email).getByText('Disabled').waitFor({ state: 'detached' })
  })

  it('gives another role, which holds in an open browser at once', async () => {
    const person = await stage.hire()
    const theirs = await openSettings(stage, '/settings/account', person)
    const page = await openSettings(stage, '/settings/team')
    await choose(page, person.email, 'Change')
    await page.getByRole('dialog').getByLabel('Role').selectOption('Supervisor')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await rowOf(page, person.email).getByText('Supervisor').waitFor()
    await theirs.getByRole('link', { name: 'Tags' }).waitFor()
  })

  it('writes down who did what, and finds it by what it was about', async () => {
    await stage.app.call('POST', '/v1/tags', { json: { name: 'Written down' } })
    const page = await openSettings(stage, '/settings/audit-log')
    await rowOf(page, 'name: Written down').getByText('Created a tag').waitFor()
    await page.getByLabel('What').selectOption('Users')
    await rowOf(page, 'name: Written down').waitFor({ state: 'detached' })
    await page.getByLabel('From').fill('2020-01-01')
    await page.getByLabel('To', { exact: true }).fill('2020-01-31')
    await page.getByText('Nothing fits').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await rowOf(page, 'name: Written down').waitFor()
  })

  it('tells the same of a forgotten password, whoever asks', async () => {
    const page = await stage.open('/sign-in')
    await page.getByRole('link', { name: 'Forgot the password?' }).click()
    // The sign-in has a field of the same name, and stays until the next page is there.
    await page.getByRole('heading', { name: 'Forgot the password' }).waitFor()
    await page.getByLabel('E-mail').fill('nobody@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('If this e-mail belongs to a user').waitFor()
  })
})
