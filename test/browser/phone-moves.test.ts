import { describe, expect, it } from 'vitest'
import { eventually } from '../../sandbox/testing/eventually.ts'
import { startTestSandbox } from '../../sandbox/testing/start-test-sandbox.ts'
import { openPage } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { bubble, dialog, setStage } from './stage.ts'

const stage = setStage()

describe.skipIf(!hasBrowser)('between phones', () => {
  it('a conversation goes on after the sandbox was away', async () => {
    const key = await stage.drawPerson()
    const own = await startTestSandbox({ settings: { enforce_rates: false } })
    const { port } = new URL(own.url)
    const watched = await openPage(stage.browser, `${own.url}/#905550000001`)
    const { page } = watched
    await page.getByText('siparişim ne zaman gelir').last().waitFor()
    await own.restart(Number(port))
    await own.send({ type: 'text', text: { body: `Back again, ${key}` } })
    await bubble(page, `Back again, ${key}`).waitFor()
    await page.context().close()
    await own.close()
  })

  it('somebody is found, and somebody new is added', async () => {
    const page = await stage.openPhone(await stage.drawPerson())
    await page.getByRole('searchbox').fill('yilmaz')
    await page.getByRole('link', { name: 'Ayşe Yılmaz' }).click()
    await page.getByText('beden değişimi').last().waitFor()
    expect(new URL(page.url()).hash).toBe('#905550000002')
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.keyboard.type('Without A Number')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing has been said to YourIntegration1 yet.').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello')
    await page.keyboard.press('Enter')
    await eventually(() => {
      const last = stage.receiver.messages().at(-1)
      expect(last?.['from']).toBeUndefined()
      expect(last?.['from_user_id']).toMatch(/^TR\.\d{20}$/)
    })
  })

  it('the other number of the business has conversations of its own', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('radio', { name: 'YourIntegration2' }).check()
    await page.getByText('Nothing has been said to YourIntegration2 yet.').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('And here?')
    await page.keyboard.press('Enter')
    await bubble(page, 'And here?').waitFor()
    const [change] = stage.receiver.changes('messages').slice(-1)
    expect(change?.value['metadata']).toMatchObject({ display_phone_number: '905554443323' })
    await page.reload()
    await bubble(page, 'And here?').waitFor()
  })

  it('everything can be reached by keyboard, and a sheet gives the focus back', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await page.getByRole('button', { name: 'Attach' }).focus()
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement?.closest('[role=dialog]') !== null")).toBe(true)
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe('Attach')
    await page.locator('.person').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const second = await page.locator('.person').nth(1).getAttribute('href')
    await eventually(() => expect(new URL(page.url()).hash).toBe(second))
  })
})
