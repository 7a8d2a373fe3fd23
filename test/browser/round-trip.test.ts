import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Program, startProgram } from '../start/program.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { type Call, createCaller } from '../support/call.ts'
import { hasBrowser } from '../support/chromium.ts'
import { PNG } from '../support/files.ts'
import { WAIT } from '../support/wait.ts'
import { type ShopProgram, startShopProgram } from './shop-program.ts'
import { bubble, dialog } from './stage.ts'

const CUSTOMER = '905550000001'

let dataDir: string
let program: Program | undefined
let shop: ShopProgram | undefined
let browser: Browser | undefined
let page: Page
let complaints: string[]
let call: Call

/** As `npm start` runs it, with a shop's program that has nothing but a key and an endpoint. */
beforeAll(async () => {
  if (!hasBrowser) return
  dataDir = await mkdtemp(join(tmpdir(), 'masa-round-'))
  program = startProgram({
    MASA_DATA_DIR: dataDir,
    PORT: '0',
    MASA_SANDBOX_PORT: '0',
    MASA_ADMIN_EMAIL: 'abc@example.com',
    MASA_ADMIN_PASSWORD: 'correct horse',
    MASA_RATE_LIMIT: '0',
    MASA_WEBHOOK_ALLOW: '127.0.0.1',
  })
  const greeting = await program.ready()
  const apiUrl = /API:\s+(\S+)/.exec(greeting)![1]!
  const sandboxUrl = /Sandbox:\s+(\S+)/.exec(greeting)![1]!
  const login = await createCaller(apiUrl)('POST', '/v1/login', {
    json: { email: 'abc@example.com', password: 'correct horse' },
  })
  call = createCaller(apiUrl, login.body.access_token)
  const key = await call('POST', '/v1/integrations/11/keys', { json: { name: 'The shop' } })
  shop = await startShopProgram({
    apiUrl,
    key: key.body.key,
    subscribe: async (url) =>
      (await call('POST', '/v1/integrations/11/webhooks', { json: { url } })).body.secret,
  })
  browser = await startBrowser()
  ;({ page, complaints } = await openPage(browser, `${sandboxUrl}/#${CUSTOMER}`))
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await program?.stop()
  if (dataDir) await rm(dataDir, { recursive: true, force: true })
})

/** The newest message of the customer that reached the shop's program, once it is one of this type. */
const received = (type: string) =>
  vi.waitFor(() => {
    const message = shop!.messages.at(-1)
    expect(message?.type).toBe(type)
    return message
  }, WAIT)

describe.skipIf(!hasBrowser)('from the phone to a program and back', () => {
  it('a text reaches the program as documented; its ticks turn blue, and the answer has buttons', async () => {
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello there')
    await page.keyboard.press('Enter')
    expect(await received('text')).toMatchObject({
      text: 'Hello there',
      from: CUSTOMER,
      name: 'Ahmet Kara',
      integration_id: 11,
      timestamp: expect.stringMatching(/^\d{10}$/),
    })
    await bubble(page, 'Hello there').getByRole('img', { name: 'Read by the business' }).waitFor()
    await page.getByRole('button', { name: 'My order' }).waitFor()
  })

  it('a tapped button reaches it, and the answer has a list', async () => {
    await page.getByRole('button', { name: 'My order' }).click()
    const reply = await received('interactive')
    expect(reply.interactive).toEqual({
      type: 'button_reply',
      button_reply: { id: 'order', title: 'My order' },
    })
    const question = await call('GET', `/v1/integrations/11/conversations/messages/${reply.context.id}`)
    expect(question.body).toMatchObject({ type: 'interactive', direction: 'outbound' })
    await page.getByRole('button', { name: 'Ways' }).waitFor()
  })

  it('a row of the list reaches it, and the answer quotes it', async () => {
    await page.getByRole('button', { name: 'Ways' }).click()
    await dialog(page).getByRole('button', { name: 'by courier' }).click()
    await vi.waitFor(() => expect(shop!.messages.at(-1).interactive?.type).toBe('list_reply'), WAIT)
    const answer = bubble(page, 'So by courier it is.')
    await answer.waitFor()
    expect(await answer.textContent()).toContain('by courier')
  })

  it('a place reaches it, and a place is the answer', async () => {
    await page.getByRole('button', { name: 'Attach' }).click()
    await dialog(page).getByRole('button', { name: 'Location' }).click()
    await dialog(page).getByRole('button', { name: 'Galata' }).click()
    const { location } = await received('location')
    expect(location).toMatchObject({ latitude: expect.any(Number), longitude: expect.any(Number) })
    await bubble(page, 'Our nearest shop').waitFor()
  })

  it('a picture reaches it, can be fetched, and comes back', async () => {
    await page.getByRole('button', { name: 'Attach' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog(page).getByRole('button', { name: 'Photo' }).click(),
    ])
    await chooser.setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG })
    await page.getByRole('textbox', { name: 'Caption' }).fill('Have you got this?')
    await page.keyboard.press('Enter')
    const { image } = await received('image')
    expect(image).toMatchObject({ mime_type: 'image/png', caption: 'Have you got this?' })
    await bubble(page, 'This one?').locator('img').waitFor()
  })

  it('every answer was read, and nobody had anything to complain of', async () => {
    await vi.waitFor(
      () => expect(shop!.statuses.filter(({ status }) => status === 'read')).toHaveLength(5),
      WAIT,
    )
    expect(shop!.complaints).toEqual([])
    expect(complaints).toEqual([])
  })
})
