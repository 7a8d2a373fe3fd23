import { describe, expect, it, vi } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { WAIT } from '../support/wait.ts'
import { bubble, composer, leaveFields, row, setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('the desk', () => {
  it('gives a chat to one of two who answer it at once; the other is told who has it, and sends nothing', async () => {
    const customer = await stage.receive('Who answers?')
    const [first, second] = [await stage.hire(), await stage.hire()]
    const pages = [
      await stage.openAs(first, customer.path),
      await stage.openAs(second, customer.path),
    ] as const
    await composer(pages[1]).fill('I do, too')
    // The second one does not hear of it before they send.
    await pages[1].route('**/v1/integrations/11/chats/*', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    )
    await composer(pages[0]).fill('I do')
    await pages[0].keyboard.press('Enter')
    await bubble(pages[0], 'I do')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    await pages[1].unroute('**/v1/integrations/11/chats/*')
    await composer(pages[1])
      .press('Enter')
      .catch(() => undefined)
    await pages[1]
      .getByText(new RegExp(`${first.name} (has this chat|was faster)`))
      .first()
      .waitFor()
    const { body } = await stage.app.sandbox('GET', `/_sandbox/messages?to=${customer.phone}`)
    expect(body).toHaveLength(1)
    await pages[1].getByRole('button', { name: 'Take over' }).first().click()
    await composer(pages[1]).waitFor()
    expect(await composer(pages[1]).inputValue()).toBe('I do, too')
  })

  it('shows who else has a chat open, and who is writing', async () => {
    const customer = await stage.receive('Hello')
    const other = await stage.hire()
    const page = await stage.openAs(undefined, customer.path)
    const theirs = await stage.openAs(other, customer.path)
    await page.getByText(`${other.name} has this open`).waitFor()
    await composer(theirs).pressSequentially('Let me')
    await page.getByText(`${other.name} is typing …`).waitFor()
  })

  it('is worked by single keys: next, take, note, tag, close', async () => {
    await stage.app.call('POST', '/v1/closing-reasons', { json: { name: 'Solved' } })
    const older = await stage.receive('The older one')
    const newer = await stage.receive('The newer one')
    const page = await stage.openAs(undefined, '/inbox/all')
    await row(page, newer).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: newer.name, level: 2 }).first().waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: older.name, level: 2 }).first().waitFor()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'With Administrator' }).waitFor()
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Note for the team' }).fill('Only for us')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Note by Administrator' }).getByText('Only for us').waitFor()
    await leaveFields(page)
    await page.keyboard.press('l')
    await page.getByRole('textbox', { name: 'Find or make a tag' }).fill('Urgent parcel')
    await page.getByRole('option', { name: 'Make “Urgent parcel”' }).waitFor()
    await page.keyboard.press('Enter')
    await row(page, older).getByText('Urgent parcel').waitFor()
    await leaveFields(page)
    await page.keyboard.press('e')
    await page.getByRole('option', { name: 'Solved' }).waitFor()
    await page.locator('input:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Administrator closed this chat: Solved').waitFor()
    await vi.waitFor(async () => expect(await row(page, older).count()).toBe(0), WAIT)
    await page.getByRole('button', { name: 'Reopen' }).first().click()
    await row(page, older).waitFor()
  })

  it('lists every key, and finds every command by its name', async () => {
    const customer = await stage.receive('Hello')
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).waitFor()
    await leaveFields(page)
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    for (const key of ['j', 'k', 'c', 'r', 'n', 't', 'a', 'm', 'e', 'l', '/', '?'])
      await keys.locator('kbd', { hasText: key }).first().waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Commands' }).fill('note')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Note for the team' }).waitFor()
  })

  it('sends a template when nothing else reaches the customer', async () => {
    const customer = await stage.receive('Long ago')
    await stage.app.database.query(
      `update chats set last_inbound_at = now() - interval '2 days', window_expires_at = now() - interval '1 day'
       where integration_id = 11 and id = $1`,
      [Number(customer.path.split('/').at(-1))],
    )
    const page = await stage.openAs(undefined, customer.path)
    await page.getByText('The 24 hours have passed. Only a template reaches the customer now.').waitFor()
    expect(await composer(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Choose a template' }).last().click()
    const dialog = page.getByRole('dialog', { name: 'Send a template' })
    await dialog.getByRole('textbox', { name: 'Find a template' }).fill('hello_world')
    await dialog.getByRole('button', { name: /hello_world/ }).waitFor()
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await bubble(page, 'hello_world')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    await stage.app.sandbox('POST', '/_sandbox/faults', {
      json: { mode: 'failed', code: 131026, times: 1, match: { to: customer.phone } },
    })
    await page.keyboard.press('t')
    await dialog.getByRole('textbox', { name: 'Find a template' }).fill('hello_world')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    const failed = bubble(page, 'Not delivered')
    await failed.getByRole('button', { name: 'Choose a template' }).click()
    await dialog.waitFor()
  })

  it('moves no row under the pointer: what is new waits until it is asked for', async () => {
    const customer = await stage.receive('First')
    const page = await stage.openAs(undefined, '/inbox/all')
    await row(page, customer).hover()
    const newer = await stage.receive('Second')
    const pill = page.getByRole('button', { name: '1 new' })
    await pill.waitFor()
    expect(await row(page, newer).count()).toBe(0)
    await pill.click()
    await row(page, newer).waitFor()
  })

  it('stands on a phone: list, conversation, customer, one after the other', async () => {
    const customer = await stage.receive('From a phone')
    const page = await stage.openAs(undefined, '/inbox/all', { viewport: { width: 390, height: 844 } })
    await row(page, customer).click()
    await composer(page).waitFor()
    expect(await row(page, customer).isVisible()).toBe(false)
    await takePicture(page, 'inbox-phone')
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: 'About the customer' }).click()
    await page.getByRole('complementary', { name: 'Customer' }).getByText(customer.phone).waitFor()
    await page.getByRole('complementary', { name: 'Customer' }).getByRole('button', { name: 'Close' }).click()
    await page.getByRole('link', { name: 'Back' }).click()
    await row(page, customer).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
})
