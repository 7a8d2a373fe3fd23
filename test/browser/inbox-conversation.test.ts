import { describe, expect, it, vi } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { WAIT } from '../support/wait.ts'
import { bubble, composer, row, setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('a conversation', () => {
  it('shows what a customer writes without a reload, and says so to those who do not see', async () => {
    const customer = await stage.receive('The first')
    const page = await stage.openAs(undefined, customer.path)
    await bubble(page, 'The first').waitFor()
    await stage.write(customer, 'And one more')
    await bubble(page, 'And one more').waitFor()
    await page.getByText(`${customer.name}: And one more`).waitFor({ state: 'attached' })
  })

  it('sends by Enter what stands at once, and shows how far it has come', async () => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).fill('How can I help?')
    await page.keyboard.press('Enter')
    await bubble(page, 'How can I help?')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    expect(await composer(page).inputValue()).toBe('')
    const { body } = await stage.app.call(
      'GET',
      `/v1${customer.path.replace('/inbox/all/11', '/integrations/11/chats')}/messages`,
    )
    const sent = body.filter(({ direction }: { direction: string }) => direction === 'outbound')
    expect(sent).toMatchObject([{ origin: 'inbox', content: { body: 'How can I help?' } }])
  })

  it('breaks the line by Shift and Enter, and sends nothing', async () => {
    const page = await stage.openAs(undefined, (await stage.receive('Hello')).path)
    await composer(page).fill('One')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('Two')
    expect(await composer(page).inputValue()).toBe('One\nTwo')
  })

  it('keeps a draft over a reload, and shows it in the list', async () => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).fill('Not finished yet')
    await page.reload()
    await composer(page).waitFor()
    expect(await composer(page).inputValue()).toBe('Not finished yet')
    expect(await row(page, customer).textContent()).toContain('Draft')
  })

  it('says why a message failed, and sends it anew', async () => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await stage.app.sandbox('POST', '/_sandbox/faults', {
      json: { mode: 'failed', code: 131026, match: { to: customer.phone } },
    })
    await composer(page).fill('Will this arrive?')
    await page.keyboard.press('Enter')
    const failed = bubble(page, 'Will this arrive?').filter({ hasText: 'Not delivered' })
    await failed.getByText(/not on WhatsApp/).waitFor()
    await failed.getByRole('button', { name: 'Send again' }).click()
    await bubble(page, 'Will this arrive?')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
  })

  it.each([
    ['locations', { location: { latitude: 41, longitude: 29, name: 'Galata' } }, 'Galata'],
    [
      'contacts',
      { contacts: [{ name: { formatted_name: 'Ada Lovelace', first_name: 'Ada' } }] },
      'Ada Lovelace',
    ],
    [
      'interactive',
      {
        interactive: {
          type: 'button',
          body: { text: 'Shall we?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
      'Shall we?',
    ],
  ])('sends %s of a program anew that failed', async (path, object, text) => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await stage.app.sandbox('POST', '/_sandbox/faults', {
      json: { mode: 'failed', code: 131026, times: 1, match: { to: customer.phone } },
    })
    await stage.app.call('POST', `/v1/integrations/11/conversations/messages/${path}`, {
      json: { to: customer.phone, ...object },
    })
    await bubble(page, 'Not delivered').getByRole('button', { name: 'Send again' }).click()
    await bubble(page, text)
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
  })

  it('keeps what the server could not be told over a reload, and sends it once when it can', async () => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).fill('Taking it first')
    await page.keyboard.press('Enter')
    await bubble(page, 'Taking it first')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    // The answer is lost on the way: whether the message arrived is not known here.
    await page.route('**/conversations/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await composer(page).fill('Only once')
    await page.keyboard.press('Enter')
    await bubble(page, 'Only once').getByText('Not sent').waitFor()
    await page.unroute('**/conversations/messages')
    await page.reload()
    await bubble(page, 'Only once')
      .filter({ hasText: 'Not sent' })
      .getByRole('button', { name: 'Send again' })
      .click()
    await bubble(page, 'Only once')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    await vi.waitFor(async () => {
      const { body } = await stage.app.sandbox('GET', `/_sandbox/messages?to=${customer.phone}`)
      const texts = body.map(({ body: sent }: { body: { text?: { body: string } } }) => sent.text?.body)
      expect(texts).toEqual(['Taking it first', 'Only once'])
    }, WAIT)
  })

  it('replies to a message, reacts to it, and sends a file', async () => {
    const customer = await stage.receive('Which size?')
    const page = await stage.openAs(undefined, customer.path)
    await bubble(page, 'Which size?').hover()
    await bubble(page, 'Which size?').getByRole('button', { name: 'Reply' }).click()
    await composer(page).fill('Medium')
    await page.keyboard.press('Enter')
    await bubble(page, 'Medium')
      .getByRole('button', { name: /Which size\?/ })
      .waitFor()
    await bubble(page, 'Which size?').last().hover()
    const asked = page.getByRole('article', { name: `${customer.name}: Which size?` })
    await asked.getByRole('button', { name: 'React' }).click()
    await page.getByRole('button', { name: 'React with 👍' }).click()
    await asked.getByText('👍', { exact: true }).waitFor()
    await page.locator('input[type=file]').setInputFiles({
      name: 'sizes.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('link', { name: 'Download sizes.pdf' }).waitFor()
  })

  it('fills in a quick response by its name', async () => {
    await stage.app.call('POST', '/v1/quick-responses', {
      json: { shortcut: 'hours', title: 'Opening hours', body: 'Dear {{contact.name}}, from 9 to 18.' },
    })
    const customer = await stage.receive('When are you open?')
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).fill('/ho')
    await page.getByRole('option', { name: /Opening hours/ }).waitFor()
    await page.keyboard.press('Enter')
    await vi.waitFor(
      async () => expect(await composer(page).inputValue()).toBe(`Dear ${customer.name}, from 9 to 18.`),
      WAIT,
    )
  })

  it('draws every kind of message, in light and dark, with no barrier for anybody', async () => {
    const customer = await stage.receive('See *this*: https://www.example.com')
    for (const message of KINDS) await stage.write(customer, message)
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.openAs(undefined, customer.path, {
        colorScheme,
        viewport: { width: 1280, height: 2400 },
      })
      await page.getByRole('link', { name: 'Download a.pdf' }).waitFor()
      await page.getByRole('link', { name: 'https://www.example.com' }).waitFor()
      for (const text of ['Galata', 'Ada', 'Yes', 'S1', 'Below the picture'])
        await page.getByRole('region', { name: 'Messages' }).getByText(text).first().waitFor()
      await takePicture(page, `inbox-kinds-${colorScheme}`)
      expect(await findBarriers(page)).toEqual([])
    }
  })
})

const KINDS = [
  { type: 'image', image: { caption: 'Below the picture' } },
  { type: 'video', video: {} },
  { type: 'audio', audio: { voice: true } },
  { type: 'document', document: { filename: 'a.pdf' } },
  { type: 'sticker', sticker: {} },
  { type: 'location', location: { latitude: 41, longitude: 29, name: 'Galata' } },
  { type: 'contacts', contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+90555' }] }] },
  {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } },
  },
  {
    type: 'order',
    order: {
      catalog_id: 'C',
      product_items: [{ product_retailer_id: 'S1', quantity: 1, item_price: 9, currency: 'TRY' }],
    },
  },
  { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
]
