import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { buildWebApp } from '../../src/web/build.ts'
import { openWebFiles } from '../../src/web/files.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { createUser } from '../support/users.ts'

type Person = { email: string; password: string }

/** The whole program with its web app, people of the team in their browsers, and customers who write. */
export type InboxStage = {
  app: TestApp
  browser: Browser
  /** Opens a path as nobody yet. The page must not complain of anything before the test is over. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  /** The same, signed in: as the administrator unless told otherwise. */
  openAs(person: Person | undefined, path: string, options?: BrowserContextOptions): Promise<Page>
  /** Somebody new in the team, who sees all numbers of the sandbox. */
  hire(role?: string): Promise<Person & { id: number; name: string }>
  /** A customer writes to the first number: a text, unless it is a whole message. */
  write(customer: Customer, message: string | Record<string, unknown>): Promise<string>
  /** Somebody whom no other test plays, who has written this; with the path of their chat. */
  receive(text: string): Promise<Customer & { path: string }>
}

export type Customer = { phone: string; name: string }

let drawn = 0

/** Sets the stage for the tests of a file, and clears it after them. Without a browser there is none. */
export const setInboxStage = (): InboxStage => {
  const stage = {} as InboxStage
  let opened: WatchedPage[] = []
  beforeAll(async () => {
    if (!hasBrowser) return
    stage.app = await startTestApp({}, undefined, { web: buildWebApp().then(openWebFiles) })
    await stage.app.sandbox('PUT', '/_sandbox/settings', { json: { enforce_rates: false } })
    // Whose a chat is, is for the tests to say.
    await stage.app.call('PUT', '/v1/settings/assignment', { json: { automatic: false } })
    stage.browser = await startBrowser()
  }, 180_000)
  afterAll(async () => {
    await stage.browser?.close()
    await stage.app?.stop()
  })
  afterEach(async () => {
    const complaints = opened.flatMap((one) => one.complaints)
    for (const { page } of opened) await page.context().close()
    opened = []
    expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
  })

  return Object.assign(stage, {
    async open(path, options) {
      const watched = await openPage(stage.browser, stage.app.url + path, options)
      opened.push(watched)
      return watched.page
    },
    async openAs(person = stage.app, path, options) {
      const page = await stage.open(path, options)
      await signInOn(page, person)
      await page.getByRole('navigation', { name: 'Lists' }).waitFor()
      return page
    },
    async hire(role = 'agent') {
      const user = await createUser(stage.app, {
        role,
        ...(role === 'administrator' ? {} : { integration_ids: [11, 22] }),
      })
      const { body } = await stage.app.call('GET', `/v1/users/${user.id}`)
      return { ...user, name: body.name }
    },
    async write({ phone, name }, message) {
      const content = typeof message === 'string' ? { type: 'text', text: { body: message } } : message
      const { body, status, text } = await stage.app.sandbox('POST', '/_sandbox/inbound', {
        json: { from: phone, name, message: content },
      })
      if (status >= 300) throw new Error(`The sandbox answered ${status}: ${text}`)
      return body.id
    },
    async receive(text) {
      drawn += 1
      const customer = { phone: `90555222${1000 + drawn}`, name: `Customer ${drawn}` }
      await stage.write(customer, text)
      const find = () => stage.app.call('GET', `/v1/integrations/11/chats?q=${customer.phone}`)
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const { body } = await find()
        if (body[0]) return { ...customer, path: `/inbox/all/11/${body[0].id}` }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('The chat did not appear.')
    },
  } satisfies Partial<InboxStage>)
}

/** Browsers note every answer that is an error; these are part of what is tested. */
const EXPECTED = /status of (401|403|409|422)|net::ERR_FAILED/

export const signInOn = async (page: Page, { email, password }: Person): Promise<void> => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

export const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' })

export const bubble = (page: Page, text: string): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByRole('article').filter({ hasText: text }).last()

/** The row of somebody in the list. */
export const row = (page: Page, { name }: Customer): Locator =>
  page.getByRole('region', { name: 'Chats' }).getByRole('link', { name: new RegExp(`${name}\\b`) })

/** Takes the focus out of any field, so that single keys are for the page. */
export const leaveFields = (page: Page): Promise<void> => page.evaluate('document.activeElement?.blur()')
