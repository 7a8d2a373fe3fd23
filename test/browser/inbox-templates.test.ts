import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { WAIT } from '../support/wait.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'

const stage = setInboxStage()
const TEMPLATES = '/v1/integrations/11/conversations/templates'

const openTemplates = async (path: string, options?: BrowserContextOptions): Promise<Page> => {
  const page = await stage.open(`/sign-in?to=${encodeURIComponent(path)}`, options)
  await signInOn(page, stage.app)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const findTemplate = async (name: string) => {
  const pages = await Promise.all(
    [1, 2, 3].map((number) => stage.app.call('GET', `${TEMPLATES}?page=${number}`)),
  )
  return pages.flatMap(({ body }) => body).find((template) => template.name === name)
}

describe.skipIf(!hasBrowser)('templates', () => {
  it('show where each language stands, and are found by a part of their text', async () => {
    const page = await openTemplates('/templates')
    const row = page.getByRole('row', { name: /template_02/ })
    await row.getByText('English · In review').waitFor()
    await row.getByText('Türkçe · Active').waitFor()
    await page.getByLabel('Search names and texts').fill('summer sale')
    await page.getByRole('link', { name: 'summer_campaign', exact: true }).waitFor()
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(2), WAIT)
  })

  it('say beside the field what Meta would refuse, and keep nothing of it', async () => {
    const page = await openTemplates('/templates/11/new')
    await page.getByLabel('Name').fill('Refused Order')
    await page.getByLabel('Text', { exact: true }).fill('Hello {{1}}')
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText(/^Must not begin or end with a placeholder/).waitFor()
    await page.getByText(/^Lacks a sample value for \{\{1\}\}/).waitFor()
    expect(await findTemplate('refused_order')).toBeUndefined()
  })

  it('are written, looked at as on a phone, and submitted', async () => {
    const page = await openTemplates('/templates/11/new')
    await page.getByLabel('Name').fill('order_ready')
    await page.getByLabel('Text', { exact: true }).fill('Your order ')
    await page.getByRole('button', { name: 'Add a value' }).click()
    await page.keyboard.type(' is *ready*.')
    await page.getByLabel('Sample for {{1}}').fill('SP42')
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByRole('menuitem', { name: /^Quick reply/ }).click()
    await page.getByLabel('Label').fill('Thanks')
    const phone = page.getByRole('figure', { name: 'Preview on a phone' })
    await phone.getByText('Your order SP42 is ready.').waitFor()
    await phone.getByText('Thanks').waitFor()
    await takePicture(page, 'inbox-template-editor')
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText('Submitted. WhatsApp reviews it now.').waitFor()
    expect(await findTemplate('order_ready')).toMatchObject({
      translations: [
        {
          body: 'Your order {{1}} is *ready*.',
          status_value: expect.toBeOneOf([1, 2]),
          buttons: [{ text: 'Thanks' }],
        },
      ],
    })
    // The sandbox approves it, and the stream tells so.
    await page.getByText('Active', { exact: true }).waitFor()
  })

  it('take a picture as the sample of a header, a language at a time', async () => {
    const page = await openTemplates('/templates/11/new')
    await page.getByLabel('Name').fill('with_picture')
    await page.getByLabel('Header').selectOption('Image')
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Sample file' }).click()
    await (await choosing).setFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL })
    await page.getByLabel('Text', { exact: true }).fill('Look at this')
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Draft saved').waitFor()
    const { translations } = await findTemplate('with_picture')
    expect(translations).toMatchObject([{ header_type: { label: 'IMAGE' }, status_value: 6 }])
    expect(translations[0].header_media_id).toBeTruthy()
  })

  it('ask once before one goes, and say what goes', async () => {
    await stage.app.call('POST', TEMPLATES, {
      json: { name: 'to_be_deleted', category: 'utility', translations: [{ language_id: 1, body: 'Hello' }] },
    })
    const { id } = await findTemplate('to_be_deleted')
    const page = await openTemplates(`/templates/11/${id}`)
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete to_be_deleted?' })
    await dialog.getByText(/in all languages/).waitFor()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('to_be_deleted was deleted').waitFor()
    expect(await findTemplate('to_be_deleted')).toBeUndefined()
  })

  it('keep whoever may only read from changing one', async () => {
    const page = await stage.open('/sign-in?to=%2Ftemplates%2F11%2F1')
    await signInOn(page, await stage.hire('agent'))
    await page.getByRole('heading', { name: 'template_01' }).waitFor()
    expect(await page.getByLabel('Text', { exact: true }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: /Submit|Save|Delete/ }).count()).toBe(0)
  })

  it('are counted: drawn, and as the same figures in a table', async () => {
    for (const phone of ['+905550000001', '+905550000002'])
      await stage.app.call('POST', `${TEMPLATES}/send`, {
        json: {
          template_id: 1,
          language_id: 1,
          destinations: [{ phone, parameters: { 'header-1': 'A', 'body-1': 'B', 'body-2': 'C' } }],
        },
      })
    const page = await openTemplates('/templates/11/1/statistics')
    await page.getByText('Performance').waitFor()
    await page.locator('.recharts-surface').first().waitFor()
    await page.getByText('Table', { exact: true }).click()
    const day = page.getByRole('table', { name: 'By day' }).getByRole('row').nth(1)
    await vi.waitFor(async () => expect(await day.getByRole('cell').nth(1).textContent()).toBe('2'), WAIT)
  })
})

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
