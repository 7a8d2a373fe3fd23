import { describe, expect, it, vi } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { WAIT } from '../support/wait.ts'
import { setInboxStage } from './inbox-stage.ts'
import { choose, openSettings, rowOf } from './settings-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('setting up the desk', () => {
  it('makes, changes and deletes tags; another browser sees it at once', async () => {
    const page = await openSettings(stage, '/settings/tags')
    await page.getByText('No tags yet').waitFor()
    const other = await openSettings(stage, '/settings/tags', await stage.hire('supervisor'))
    await stage.app.call('POST', '/v1/tags', { json: { name: 'Refund' } })
    await rowOf(page, 'Refund').waitFor()
    await page.getByRole('button', { name: 'New tag' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('refund')
    await dialog.getByRole('radio', { name: 'Purple' }).check({ force: true })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('There is a tag of this name already.').waitFor()
    await dialog.getByLabel('Name').fill('Delivery')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await rowOf(page, 'Delivery').getByText('Purple').waitFor()
    await rowOf(other, 'Delivery').waitFor()
    await choose(page, 'Delivery', 'Change')
    await dialog.getByLabel('Name').fill('Shipping')
    await page.keyboard.press('Enter')
    await rowOf(other, 'Shipping').waitFor()
    await choose(page, 'Shipping', 'Delete')
    await dialog.getByText('It is taken from all chats that have it.').waitFor()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await rowOf(other, 'Shipping').waitFor({ state: 'detached' })
  })

  it('switches a closing reason off that chats were closed with, and cannot delete it', async () => {
    const { body: reason } = await stage.app.call('POST', '/v1/closing-reasons', { json: { name: 'Solved' } })
    const { path } = await stage.receive('Close this')
    const chat = path.replace('/inbox/all/11/', '/v1/integrations/11/chats/')
    await stage.app.call('POST', `${chat}/close`, { json: { reason_id: reason.id } })
    const page = await openSettings(stage, '/settings/closing-reasons')
    await choose(page, 'Solved', 'Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Chats were closed with this reason').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('switch', { name: 'Solved can be chosen' }).click({ force: true })
    await vi.waitFor(async () => {
      const { body } = await stage.app.call('GET', '/v1/closing-reasons')
      expect(body[0].is_active).toBe(false)
    }, WAIT)
  })

  it('writes a quick response with the customer’s name in it, and shows how it reads', async () => {
    const page = await openSettings(stage, '/settings/quick-responses')
    await page.getByRole('button', { name: 'New quick response' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Shortcut').fill('hours')
    await dialog.getByLabel('Title').fill('Opening hours')
    await dialog.getByLabel('Text').fill('Hello ')
    await dialog.getByRole('button', { name: 'Customer’s name' }).click()
    await page.keyboard.type(', we open at 9. {{agent.nam}}')
    await dialog.getByText('Hello Ayşe Demir, we open at 9.').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText(/has the variable {{agent.nam}}/).waitFor()
    await dialog.getByLabel('Text').fill('Hello {{contact.name}}, we open at 9.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await rowOf(page, '/hours').getByText('Opening hours').waitFor()
    await choose(page, '/hours', 'Delete')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No quick responses yet').waitFor()
  })

  it('says who gets chats', async () => {
    const page = await openSettings(stage, '/settings/assignment')
    const read = async () => (await stage.app.call('GET', '/v1/settings/assignment')).body
    for (const [choice, automatic] of [
      ['They are given out', true],
      ['People take them', false],
    ] as const) {
      await page.getByRole('radio', { name: choice }).click()
      await vi.waitFor(async () => expect(await read()).toEqual({ automatic }), WAIT)
    }
    await page.getByText('Saved').first().waitFor()
  })

  it('shows what would be answered now, by hours and texts that are not saved yet', async () => {
    const page = await openSettings(stage, '/settings/auto-replies?number=22')
    const preview = page.getByRole('region', { name: 'If a new customer wrote now' })
    await preview.getByText('It would answer nothing by itself.').waitFor()
    const welcome = page.getByRole('region', { name: 'Welcome' })
    await welcome.getByRole('switch').click({ force: true })
    await welcome.getByLabel('Text').fill('Hello {{contact.name}}')
    await preview.getByText('Hello Ayşe Demir').waitFor()
    const closed = page.getByRole('region', { name: 'Out of hours' })
    await closed.getByRole('switch').click({ force: true })
    await closed.getByLabel('Text').fill('We are asleep')
    await page.getByRole('radio', { name: 'At these hours' }).check()
    for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday'])
      await page
        .getByRole('group', { name: day })
        .getByRole('button', { name: /^Remove/ })
        .click()
    const monday = page.getByRole('group', { name: 'Monday' })
    await monday.getByLabel('From', { exact: true }).fill('10:00')
    await monday.getByRole('button', { name: 'Monday: the same from Monday to Friday' }).click()
    await page.getByRole('button', { name: 'Add a holiday' }).click()
    // Wherever the clock stands: a zone whose day it is, closed as a holiday.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date())
    await page.getByLabel('Day', { exact: true }).fill(today)
    await preview.getByText('We are asleep').waitFor()

    await page.getByRole('link', { name: 'Tags' }).click()
    await page.getByText('Leave without saving?').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    const { body } = await stage.app.call('GET', '/v1/integrations/22/auto-replies')
    expect(body).toMatchObject({
      welcome: { text: 'Hello {{contact.name}}', enabled: true },
      out_of_hours: { text: 'We are asleep', enabled: true },
      nobody_online: { enabled: false },
      time_zone: 'Europe/Istanbul',
      holidays: [{ date: today, name: '' }],
    })
    expect(body.hours).toHaveLength(5)
    expect(body.hours).toContainEqual({ day: 5, from: '10:00', to: '18:00' })
    await page.getByRole('link', { name: 'Tags' }).click()
    await page.getByRole('heading', { name: 'Tags' }).waitFor()
  })

  it('says beside the field what the server refuses', async () => {
    const page = await openSettings(stage, '/settings/auto-replies?number=11')
    const welcome = page.getByRole('region', { name: 'Welcome' })
    await welcome.getByLabel('Text').fill('Hello {{contact.nam}}')
    await page.getByRole('button', { name: 'Save' }).click()
    await welcome.getByText(/has the variable {{contact.nam}}/).waitFor()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    expect(await welcome.getByLabel('Text').inputValue()).toBe('')
  })
})
