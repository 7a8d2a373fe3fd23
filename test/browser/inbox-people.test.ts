import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { WAIT } from '../support/wait.ts'
import { bubble, type Customer, composer, leaveFields, setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

const openOn = async (path: string, person?: { email: string; password: string }): Promise<Page> => {
  const page = await stage.openAs(person, '/inbox/all')
  await page.goto(stage.app.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const contactOf = async ({ phone }: Customer) =>
  (await stage.app.call('GET', `/v1/contacts?q=${phone}`)).body[0]
const openProfile = async (customer: Customer, person?: { email: string; password: string }) =>
  openOn(`/contacts/${(await contactOf(customer)).id}`, person)

/** Waits until the search finds it: what was written a moment ago may take a moment. */
const waitUntilFound = (q: string, total = 1) =>
  vi.waitFor(
    async () => {
      const { body } = await stage.app.call('GET', `/v1/search?q=${encodeURIComponent(q)}`)
      expect(body.hits).toHaveLength(total)
    },
    { timeout: 15_000, interval: 50 },
  )

describe.skipIf(!hasBrowser)('the contacts', () => {
  it('show at once who writes for the first time, and are found by a part of the name or number', async () => {
    const page = await openOn('/contacts')
    const first = await stage.receive('Hello')
    await page.getByRole('row', { name: new RegExp(`${first.name}\\b`) }).waitFor()
    const second = await stage.receive('Hello')
    await page.getByRole('searchbox').fill(second.phone.slice(-8))
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(2), 10_000)
    await page.getByRole('row', { name: new RegExp(`${second.name}\\b`) }).waitFor()
    await page.getByRole('searchbox').fill('nobody of this name')
    await page.getByText('Nobody fits').waitFor()
  })

  it('are narrowed down to a tag, or to who wants no marketing, by an address that can be sent on', async () => {
    const [tagged, out] = [await stage.receive('Hello'), await stage.receive('STOP')]
    const path = tagged.path.replace('/inbox/all/11/', '/v1/integrations/11/chats/')
    await stage.app.call('POST', `${path}/tags`, { json: { name: 'Wholesale' } })
    const page = await openOn('/contacts')
    await page.getByLabel('Tag').selectOption({ label: 'Wholesale' })
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(2), 10_000)
    await page.getByRole('row', { name: new RegExp(`${tagged.name}\\b`) }).waitFor()
    await page.getByLabel('Tag').selectOption({ label: 'All tags' })
    await page.getByLabel('Marketing').selectOption({ label: 'Only opted out' })
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(2), 10_000)
    await page.reload()
    await page.getByRole('row', { name: new RegExp(`${out.name}\\b.*Opted out`) }).waitFor()
  })

  it('have a name of the team and notes, which all others see without a reload', async () => {
    const customer = await stage.receive('Hello')
    const page = await openProfile(customer)
    const other = await openProfile(customer, await stage.hire())
    await page.getByLabel('Name for the team').fill('Çınar, the depot')
    await page.getByLabel('Notes').fill('Pays at the door')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is changed.').waitFor()
    await page.getByRole('heading', { name: 'Çınar, the depot', level: 1 }).waitFor()
    await other.getByRole('heading', { name: 'Çınar, the depot', level: 1 }).waitFor()
    await vi.waitFor(
      async () => expect(await other.getByLabel('Notes').inputValue()).toBe('Pays at the door'),
      WAIT,
    )
    expect(await contactOf(customer)).toMatchObject({ own_name: 'Çınar, the depot' })
  })

  it('lead to their chats, and the chats to them', async () => {
    const customer = await stage.receive('Here I am')
    const page = await openProfile(customer)
    await page.getByRole('link', { name: /YourIntegration1/ }).click()
    await bubble(page, 'Here I am').waitFor()
    await page.getByRole('link', { name: 'All about this person' }).click()
    await page.getByRole('heading', { name: customer.name, level: 1 }).waitFor()
  })

  it('become one when a supervisor says who, after being told what goes', async () => {
    const [old, now] = [await stage.receive('The old number'), await stage.receive('The new number')]
    const [from, into] = [await contactOf(old), await contactOf(now)]
    const page = await openProfile(old, await stage.hire('supervisor'))
    await page.getByRole('button', { name: 'Merge' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Who is the same person?').fill(now.phone)
    await dialog.getByRole('radio', { name: new RegExp(`${now.name}$`) }).waitFor()
    await dialog.getByRole('button', { name: 'Merge' }).click()
    await dialog.getByText('This is needed.').waitFor()
    await dialog.getByRole('radio', { name: new RegExp(`${now.name}$`) }).check()
    await dialog.getByText(new RegExp(`${old.name} goes as a contact of its own`)).waitFor()
    await dialog.getByRole('button', { name: 'Merge' }).click()
    await page.waitForURL(`**/contacts/${into.id}`)
    await page.getByText(`They are one contact now: ${now.name}.`).waitFor()
    for (const { phone } of [old, now]) await page.getByText(`+${phone}`).last().waitFor()
    expect((await stage.app.call('GET', `/v1/contacts/${from.id}`)).status).toBe(404)
  })

  it('are exported, and forgotten once the name or the number is typed', async () => {
    const customer = await stage.receive('Forget me')
    const { id } = await contactOf(customer)
    const page = await openProfile(customer)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export' }).click()
    const exported = JSON.parse(await readFile(await (await download).path(), 'utf8'))
    expect(exported).toMatchObject({ contact: { id }, messages: [{ content: { body: 'Forget me' } }] })

    await page.getByRole('button', { name: 'Erase' }).click()
    const dialog = page.getByRole('dialog', { name: `Erase ${customer.name} for good?` })
    await dialog.getByText(/messages and files, chats, notes and history/).waitFor()
    await dialog.getByRole('textbox').fill('Somebody else')
    expect(await dialog.getByRole('button', { name: 'Erase' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill(`+${customer.phone}`)
    await dialog.getByRole('button', { name: 'Erase' }).click()
    await page.getByText('Nothing of them is kept any more.').waitFor({ timeout: 30_000 })
    expect((await stage.app.call('GET', `/v1/contacts/${id}`)).status).toBe(404)
    await page.getByRole('link', { name: 'All contacts' }).click()
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.getByRole('row', { name: new RegExp(`${customer.name}\\b`) }).count()).toBe(0)
  })

  it('are not merged, exported or erased by agents', async () => {
    const page = await openProfile(await stage.receive('Hello'), await stage.hire())
    await page.getByRole('button', { name: 'Save' }).waitFor()
    for (const name of ['Merge', 'Export', 'Erase'])
      expect(await page.locator('a, button', { hasText: name }).count()).toBe(0)
  })
})

describe.skipIf(!hasBrowser)('the search', () => {
  it('opens a chat at the message, far back, and reads on from there to the newest', {
    timeout: 60_000,
  }, async () => {
    const customer = await stage.receive('The zeppelin is broken')
    for (let n = 1; n <= 130; n += 1) await stage.write(customer, `Later ${n}`)
    await waitUntilFound('zeppelin')
    const page = await stage.openAs(undefined, '/inbox/all')
    await leaveFields(page)
    await page.keyboard.press('/')
    await page.keyboard.type('zepp')
    const hit = page.getByRole('link', { name: new RegExp(`${customer.name}.*zeppelin`) })
    await hit.waitFor()
    expect(await hit.locator('mark').allTextContents()).toEqual(['zeppelin'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await bubble(page, 'The zeppelin is broken').waitFor()
    expect(await bubble(page, 'The zeppelin is broken').isVisible()).toBe(true)
    await takePicture(page, 'search-hit')
    // What comes in meanwhile is not put behind a gap.
    await stage.write(customer, 'The very last')
    await page.getByText(`${customer.name}: The very last`).waitFor({ state: 'attached' })
    expect(await bubble(page, 'The very last').count()).toBe(0)
    await page.getByRole('button', { name: 'To the newest message' }).click()
    await bubble(page, 'The very last').waitFor()
    expect(await bubble(page, 'The zeppelin is broken').count()).toBe(0)
  })

  it('reads on to both sides of a message by scrolling, none twice', { timeout: 60_000 }, async () => {
    const customer = await stage.receive('Before all')
    for (let n = 1; n <= 60; n += 1) await stage.write(customer, `First ${n}`)
    await stage.write(customer, 'A submarine in the middle')
    for (let n = 1; n <= 60; n += 1) await stage.write(customer, `Second ${n}`)
    await waitUntilFound('submarine')
    const { body } = await stage.app.call('GET', '/v1/search?q=submarine')
    const page = await stage.openAs(undefined, `${customer.path}?message=${body.hits[0].message_id}`)
    await bubble(page, 'A submarine in the middle').waitFor()
    await bubble(page, 'A submarine in the middle').hover()
    const wheelTo = async (by: number, text: string) =>
      vi.waitFor(
        async () => {
          await page.mouse.wheel(0, by)
          expect(await bubble(page, text).isVisible()).toBe(true)
        },
        { timeout: 20_000, interval: 50 },
      )
    await wheelTo(-500, 'Before all')
    await wheelTo(500, 'Second 60')
    await stage.write(customer, 'Followed again')
    await wheelTo(500, 'Followed again')
  })

  it('leads whoever writes there to what they wrote', { timeout: 60_000 }, async () => {
    const customer = await stage.receive('An albatross')
    for (let n = 1; n <= 60; n += 1) await stage.write(customer, `Later ${n}`)
    await waitUntilFound('albatross')
    const page = await stage.openAs(undefined, '/inbox/all?q=albatross')
    await page.getByRole('link', { name: /An albatross/ }).click()
    await bubble(page, 'An albatross').waitFor()
    await composer(page).fill('Which one?')
    await page.keyboard.press('Enter')
    await bubble(page, 'Which one?')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
    await bubble(page, 'Later 60').waitFor()
  })

  it('opens the chat at its end when the message that a link names is gone', async () => {
    const customer = await stage.receive('Still here')
    const page = await stage.openAs(undefined, `${customer.path}?message=gone`)
    await bubble(page, 'Still here').waitFor()
  })

  it('says so when nothing fits, or no word is in it', async () => {
    const page = await stage.openAs(undefined, '/inbox/all')
    for (const text of ['nothingofthekind', '?!']) {
      await page.getByRole('searchbox').fill(text)
      await page.getByText('Nothing fits').waitFor()
      await page.getByRole('button', { name: 'Clear the search' }).click()
    }
  })
})
