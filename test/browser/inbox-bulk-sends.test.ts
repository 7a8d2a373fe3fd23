import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'

const stage = setInboxStage()
const SENDS = '/v1/integrations/11/bulk-sends'

const openSends = async (path: string, options?: BrowserContextOptions): Promise<Page> => {
  const page = await stage.open(`/sign-in?to=${encodeURIComponent(path)}`, options)
  await signInOn(page, stage.app)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

const chooseFile = (page: Page, lines: string[]) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) })

describe.skipIf(!hasBrowser)('bulk sends', () => {
  it('go from a template and a file to messages, with a look at the first ones before', async () => {
    const page = await openSends('/bulk-sends')
    await page.getByRole('link', { name: 'New bulk send' }).first().click()
    await page.getByRole('button', { name: /^template_01/ }).click()
    await next(page)
    await chooseFile(page, [
      'telefon;ad soyad;body_1',
      '+905550000001;Ahmet Kara;SP1',
      '+90xx;Nobody;SP2',
      '+905550000002;Ayşe Çelik;SP3',
    ])
    await page.getByRole('cell', { name: 'Ayşe Çelik' }).waitFor()
    await next(page)
    await page.getByLabel(/^header-1/).fill('friend')
    await page.getByLabel(/^body-2/).fill('tomorrow')
    const phone = page.getByRole('figure', { name: 'Preview on a phone' })
    await phone.getByText(/Your order SP1 .* tomorrow/).waitFor()
    await page.getByRole('button', { name: 'Next recipient' }).click()
    await page.getByRole('button', { name: 'Next recipient' }).click()
    await phone.getByText(/Your order SP3/).waitFor()
    await next(page)
    await page.getByLabel('Name (optional)').fill('Summer')
    await page.getByRole('button', { name: 'Start now' }).click()
    await page.getByRole('heading', { name: 'Summer' }).waitFor()
    await page.getByRole('row', { name: /^3 \+90xx/ }).waitFor()
    // No reload: the stream tells how far it is.
    await page.getByText('Done', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^(Read|Delivered) ?2$/ }).waitFor()
    await takePicture(page, 'inbox-bulk-send')
    const { body } = await stage.app.call('GET', SENDS)
    expect(body).toMatchObject([
      {
        name: 'Summer',
        created_by: 'user:1',
        counts: { planned: 2 },
        rejected: [{ line: 3, phone: '+90xx' }],
      },
    ])
  })

  it('go to those whose chats have a tag', async () => {
    const [first, second] = [await stage.receive('Interested'), await stage.receive('Me too')]
    await stage.receive('Not me')
    for (const { path } of [first, second]) {
      const chat = path.replace('/inbox/all/11/', '/v1/integrations/11/chats/')
      await stage.app.call('POST', `${chat}/tags`, { json: { name: 'Newsletter' } })
    }
    const page = await openSends(`/bulk-sends/11/new?template=${await findId('hello_world')}`)
    await next(page)
    await page.getByText('A tag', { exact: true }).click()
    expect(await page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('combobox', { name: 'A tag' }).selectOption('Newsletter')
    await next(page)
    await next(page)
    await page.getByLabel('Name (optional)').fill('To a tag')
    await page.getByRole('button', { name: 'Start now' }).click()
    await page.getByRole('heading', { name: 'To a tag' }).waitFor()
    for (const { phone } of [first, second])
      await page.getByRole('row', { name: new RegExp(phone) }).waitFor()
    await page.getByRole('button', { name: /^(Read|Delivered) ?2$/ }).waitFor()
  })

  it('do not go on with a column that the template does not have', async () => {
    const page = await openSends('/bulk-sends/11/new?template=1')
    await next(page)
    await chooseFile(page, ['phone,city', '+905550000001,İzmir'])
    await page.getByText(/no value called city/).waitFor()
    expect(await page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true)
  })

  it('are planned for numbers that are typed, paused, and stopped', async () => {
    const page = await openSends('/bulk-sends/11/new')
    await page.getByRole('button', { name: /^hello_world/ }).click()
    await next(page)
    await page.getByText('Type numbers').click()
    await page.getByRole('textbox', { name: 'Numbers' }).fill('+905550000003\n+905550000004')
    await page.getByText('2 numbers').waitFor()
    await next(page)
    await page.getByText('This template has nothing to fill in.').waitFor()
    await next(page)
    await page.getByText('At a time').click()
    const inAnHour = new Date(Date.now() + 3_600_000)
    const local = new Date(inAnHour.getTime() - inAnHour.getTimezoneOffset() * 60_000)
    await page.getByLabel('Starts at').fill(local.toISOString().slice(0, 16))
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.getByText('Planned', { exact: true }).waitFor()
    const { body } = await stage.app.call('GET', SENDS)
    expect(Math.abs(Date.parse(body[0].start_at) - inAnHour.getTime())).toBeLessThan(60_000)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    const dialog = page.getByRole('dialog', { name: 'Stop this bulk send?' })
    await dialog.getByText(/^2 people who still wait/).waitFor()
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /Pause|Resume|Stop/ }).count()).toBe(0)
  })

  it('tell who failed and why, and send to them again', async () => {
    await stage.app.sandbox('POST', '/_sandbox/faults', {
      json: { mode: 'failed', code: 131026, times: 1, match: { to: '905550000005' } },
    })
    const { body } = await stage.app.call('POST', SENDS, {
      json: {
        template_id: await findId('hello_world'),
        language_id: 27,
        recipients: [{ phone: '+905550000005' }],
      },
    })
    const page = await openSends(`/bulk-sends/11/${body.bulk_id}`)
    await page.getByRole('button', { name: /^Failed ?1$/ }).click()
    await page.getByRole('row', { name: /\+905550000005 Failed/ }).waitFor()
    await page.getByRole('button', { name: 'Retry failed' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await page.getByText('Nobody stands here now.').waitFor()
    await page.getByRole('button', { name: /^(Read|Delivered) ?1$/ }).waitFor()
  })

  it('give their report as Excel of the viewer’s language reads it', async () => {
    const { body } = await stage.app.call('POST', SENDS, {
      json: {
        template_id: await findId('hello_world'),
        language_id: 27,
        recipients: [{ phone: '+905550000006' }],
      },
    })
    const page = await openSends(`/bulk-sends/11/${body.bulk_id}`)
    const loading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Report', exact: true }).click()
    expect((await loading).suggestedFilename()).toBe(`bulk-send-${body.bulk_id}.csv`)
    const report = page.getByRole('link', { name: /^(Report|Rapor)$/ })
    expect(await report.getAttribute('href')).toMatch(/separator=comma$/)
  })
})

const findId = async (name: string): Promise<number> => {
  const { body } = await stage.app.call('GET', '/v1/integrations/11/conversations/templates')
  return body.find((template: { name: string }) => template.name === name).id
}
