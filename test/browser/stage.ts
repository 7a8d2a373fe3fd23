import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { readSample, type SampleKind } from '../../sandbox/media/samples.ts'
import type { Content } from '../../sandbox/phone/shapes.ts'
import { eventually } from '../../sandbox/testing/eventually.ts'
import { type Receiver, startReceiver } from '../../sandbox/testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../../sandbox/testing/start-test-sandbox.ts'
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'

/** A sandbox whose webhooks are received, and a browser to play its customers with. */
export type Stage = {
  sandbox: TestSandbox
  receiver: Receiver
  browser: Browser
  /** Opens the page at a path; it must not complain of anything before the test is over. */
  open(path: string, options?: Parameters<typeof openPage>[2]): Promise<Page>
  /** Opens somebody's phone and waits until it can be written on. */
  openPhone(key: string, options?: Parameters<typeof openPage>[2]): Promise<Page>
  /** Somebody whom no other test plays, who has just written. */
  drawPerson(): Promise<string>
  /** The business writes to somebody; gives the message's id. */
  sendTo(to: string, message: Record<string, unknown>): Promise<string>
  upload(kind: SampleKind): Promise<string>
  /** What the business received of somebody last, of a type. */
  received(key: string, type: string): Promise<Content>
}

let drawn = 1000

/** Sets the stage for the tests of a file, and clears it after them. Without a browser there is none. */
export const setStage = (): Stage => {
  const stage = {} as Stage
  let opened: WatchedPage[] = []

  beforeAll(async () => {
    if (!hasBrowser) return
    stage.sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
    stage.receiver = await startReceiver()
    await stage.receiver.subscribe(stage.sandbox)
    stage.browser = await startBrowser()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.receiver?.close()
    await stage.sandbox?.close()
  })
  afterEach(async () => {
    const complaints = opened.flatMap((one) => one.complaints)
    for (const { page } of opened) await page.context().close()
    opened = []
    expect(complaints).toEqual([])
  })

  return Object.assign(stage, {
    async open(path, options) {
      const watched = await openPage(stage.browser, stage.sandbox.url + path, options)
      opened.push(watched)
      return watched.page
    },
    async openPhone(key, options) {
      const page = await stage.open(`/#${key}`, options)
      await page.getByRole('textbox', { name: /^(?:Message|Mesaj)$/ }).waitFor()
      return page
    },
    async drawPerson() {
      const key = `90555111${++drawn}`
      const message = { type: 'text', text: { body: 'Merhaba' } }
      await stage.sandbox.control('POST', 'inbound', { from: key, name: `Person ${drawn}`, message })
      return key
    },
    async sendTo(to, message) {
      const { body } = await stage.sandbox.send({ to, ...message })
      return body.messages[0].id
    },
    upload(kind) {
      const { mimeType, bytes } = readSample(kind)
      return stage.sandbox.upload(mimeType, new Uint8Array(bytes))
    },
    received: (key, type) =>
      eventually(() => {
        const found = stage.receiver
          .messages()
          .findLast((message) => message['from'] === key && message['type'] === type)
        expect(found).toBeDefined()
        return found
      }),
  } satisfies Partial<Stage>)
}

export const interactive = (content: Record<string, unknown>) => ({
  type: 'interactive',
  interactive: content,
})

export const bubble = (page: Page, text: string): Locator => page.locator('.bubble', { hasText: text }).last()

export const dialog = (page: Page): Locator => page.getByRole('dialog')
