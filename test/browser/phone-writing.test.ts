import { describe, expect, it } from 'vitest'
import { eventually } from '../../sandbox/testing/eventually.ts'
import { takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { PDF, PNG } from '../support/files.ts'
import { bubble, dialog, setStage } from './stage.ts'

const stage = setStage()

describe.skipIf(!hasBrowser)('on the phone', () => {
  it('a customer writes, sees the tick when it is taken, and two when the business has read it', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('textbox', { name: 'Message' }).fill('Is it *blue*?')
    await page.keyboard.press('Enter')
    const { id, text } = await stage.received(key, 'text')
    expect(text.body).toBe('Is it *blue*?')
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('')
    await bubble(page, 'Is it blue?').getByRole('img', { name: 'Received by the business' }).waitFor()
    await stage.sandbox.graph('POST', `${stage.sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
    })
    await bubble(page, 'Is it blue?').getByRole('img', { name: 'Read by the business' }).waitFor()
  })

  it('Shift and Enter break the line', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await bubble(page, 'two').waitFor()
    expect((await stage.received(key, 'text')).text.body).toBe('one\ntwo')
  })

  it('a picture is chosen, gets a caption, goes, and is shown', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('button', { name: 'Attach' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog(page).getByRole('button', { name: 'Photo' }).click(),
    ])
    await chooser.setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG })
    await page.getByRole('textbox', { name: 'Caption' }).fill('Look')
    await page.keyboard.press('Enter')
    const { image } = await stage.received(key, 'image')
    expect(image).toMatchObject({ mime_type: 'image/png', caption: 'Look' })
    await bubble(page, 'Look').locator('img').waitFor()
  })

  it.each(['Photo', 'Sticker'])('what is no picture does not go as a %s, but as a document', async (tile) => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key, { viewport: { width: 375, height: 800 } })
    await page.getByRole('button', { name: 'Attach' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog(page).getByRole('button', { name: tile }).click(),
    ])
    await chooser.setFiles({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: PDF })
    await dialog(page).getByText('“invoice.pdf” cannot be read as a picture.').waitFor()
    expect(await dialog(page).locator('img').count()).toBe(0)
    await takePicture(page, `no picture as ${tile}`)
    await dialog(page).getByRole('button', { name: 'Send as a document' }).click()
    await dialog(page).getByRole('button', { name: 'Send', exact: true }).click()
    const { document } = await stage.received(key, 'document')
    expect(document).toMatchObject({ mime_type: 'application/pdf', filename: 'invoice.pdf' })
  })

  it('a voice message is recorded as Opus in Ogg, which plays', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('button', { name: 'Voice message' }).click()
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.getByRole('timer').getByText('0:01').waitFor()
    await page.getByRole('button', { name: 'Stop and send' }).click()
    const { audio } = await stage.received(key, 'audio')
    expect(audio).toMatchObject({ mime_type: 'audio/ogg; codecs=opus', voice: true })
    const player = page.locator('.sound').last()
    await player.getByRole('button', { name: 'Play' }).click()
    await eventually(async () => {
      expect(
        await player.locator('audio').evaluate((one) => Reflect.get(one, 'currentTime')),
      ).toBeGreaterThan(0)
    })
  })

  it('a message is answered, reacted to, changed and deleted', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const id = await stage.sendTo(key, { type: 'text', text: { body: 'It is green.' } })
    const openActions = async (text: string) => {
      await page.locator('.line', { hasText: text }).last().hover()
      await page
        .locator('.line', { hasText: text })
        .last()
        .getByRole('button', { name: 'Message', exact: true })
        .click()
    }
    await bubble(page, 'It is green.').waitFor()
    await openActions('It is green.')
    await dialog(page).getByRole('button', { name: '👍' }).click()
    expect((await stage.received(key, 'reaction'))['reaction']).toEqual({ message_id: id, emoji: '👍' })
    await bubble(page, 'It is green.').locator('.reactions', { hasText: '👍' }).waitFor()

    await openActions('It is green.')
    await dialog(page).getByRole('button', { name: 'Reply' }).click()
    await page.keyboard.type('A pitty')
    await page.keyboard.press('Enter')
    await bubble(page, 'A pitty').waitFor()
    const answer = await stage.received(key, 'text')
    expect(answer['context'].id).toBe(id)

    await openActions('A pitty')
    await dialog(page).getByRole('button', { name: 'Edit' }).click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('A pity')
    await page.keyboard.press('Enter')
    await bubble(page, 'A pity').getByText('Edited').waitFor()
    expect((await stage.received(key, 'edit'))['edit']).toEqual({
      original_message_id: answer['id'],
      message: { type: 'text', text: { body: 'A pity' } },
    })

    await openActions('A pity')
    await dialog(page).getByRole('button', { name: 'Delete' }).click()
    await page.getByText('You deleted this message').last().waitFor()
    expect((await stage.received(key, 'revoke'))['revoke']).toEqual({ original_message_id: answer['id'] })
  })

  it('a typing bubble stands until the business has written, which is said aloud too', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const { id } = await stage.received(key, 'text')
    await stage.sandbox.graph('POST', `${stage.sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
      typing_indicator: { type: 'text' },
    })
    await page.locator('.bubble.typing').waitFor()
    await stage.sendTo(key, { type: 'text', text: { body: 'Here I am.' } })
    await bubble(page, 'Here I am.').waitFor()
    await page.locator('.bubble.typing').waitFor({ state: 'detached' })
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('YourIntegration1: Here I am.')
  })

  it('messages become read when they are shown, if the person wants it so', async () => {
    const [key, other] = [await stage.drawPerson(), await stage.drawPerson()]
    const page = await stage.openPhone(key)
    await page.getByRole('button', { name: 'About this person' }).click()
    await page.getByRole('radio', { name: 'When the chat is open' }).check()
    await eventually(async () => {
      const { body } = await stage.sandbox.control(
        'GET',
        `phone/numbers/${stage.sandbox.numberId}/chats/${key}`,
      )
      expect(body.chat.receipts).toBe('opened')
    })
    await page.keyboard.press('Escape')
    await page.goto(`${stage.sandbox.url}/#${other}`)
    const statusesOf = (id: string) =>
      stage.receiver.statuses().flatMap((one) => (one.id === id ? [one.status] : []))
    const id = await stage.sendTo(key, { type: 'text', text: { body: 'Are you there?' } })
    const row = page.locator('.person', { hasText: 'Are you there?' })
    await row.getByText('1 unread message').waitFor({ state: 'attached' })
    expect(statusesOf(id)).toEqual(['sent', 'delivered'])
    await row.click()
    await stage.receiver.until(() => statusesOf(id).includes('read'))
    await row.getByText('1 unread message').waitFor({ state: 'detached' })
  })
})
