import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { insertChat, insertInbound } from '../support/inbound.ts'
import { drawNumber } from '../support/sandbox.ts'
import { createUser } from '../support/users.ts'
import { WAIT } from '../support/wait.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'

const stage = setInboxStage()
const DAY = '2026-03-10'
const OF_DAY = `from=${DAY}&to=${DAY}`
const at = (time: string): string => `${DAY}T${time}:00Z`

const names: Record<'ada' | 'bob' | 'cem', string> = { ada: '', bob: '', cem: '' }

/** Ada answers after 2 minutes and resolves, Bob after 40 and hands over, Cem has a chat that nobody answers. */
beforeAll(async () => {
  if (!hasBrowser) return
  const { app } = stage
  const reason = await app.call('POST', '/v1/closing-reasons', { json: { name: 'Solved' } })
  const assign = async (
    who: keyof typeof names,
    reply: string | null,
    end: string | null,
    kind: string | null,
  ) => {
    const { id, name } = await stage.hire()
    names[who] = name
    const phone = drawNumber()
    const chat = await insertChat(app, phone)
    await app.database.query(
      `insert into chat_assignments (integration_id, chat_id, user_id, assigned_at, how, first_reply_at, ended_at,
        end_kind) values (11, $1, $2, $3, 'claimed', $4, $5, $6)`,
      [chat, id, at('09:00'), reply, end, kind],
    )
    await app.database.query('update chats set created_at = $1 where id = $2', [at('09:00'), chat])
    await insertInbound(app, { from: phone, at: new Date(at('09:00')) })
    await insertInbound(app, { from: phone, at: new Date(at('11:00')) })
    await insertInbound(app, { from: phone, at: new Date(at('09:30')), direction: 'outbound' })
    return chat
  }
  const solved = await assign('ada', at('09:02'), at('10:00'), 'closed')
  await assign('bob', at('09:40'), at('11:00'), 'handed_over')
  await assign('cem', null, null, null)
  await app.database.query(
    `insert into chat_history (integration_id, chat_id, at, action, reason_id) values (11, $1, $2, 'closed', $3)`,
    [solved, at('10:00'), reason.body.id],
  )
})

const openReports = async (
  search: string,
  person?: { email: string; password: string },
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const page = await stage.open(`/sign-in?to=${encodeURIComponent(`/reports?${search}`)}`, {
    timezoneId: 'UTC',
    ...options,
  })
  await signInOn(page, person ?? stage.app)
  await page.getByRole('heading', { level: 1, name: /^(Reports|Raporlar)$/ }).waitFor()
  return page
}

/** The sum with this name: they stand above all else. */
const total = (page: Page, label: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .first()
    .locator('dd')
    .textContent()
    .then((text) => text?.trim())

describe.skipIf(!hasBrowser)('reports', () => {
  it('say what they will show while there is nothing to count', async () => {
    const page = await openReports('from=2024-01-01&to=2024-01-31')
    await page.getByText('Nobody had a chat in this time').waitFor()
    await page.getByRole('tab', { name: 'Volume' }).click()
    await page.getByText('Nothing happened in this time').waitFor()
  })

  it('are of the last 30 days until other ones are chosen, and name a day that cannot be beside its field', async () => {
    const page = await openReports('')
    expect(await page.getByLabel('Time').inputValue()).toBe('30')
    await page.getByLabel('Time').selectOption('Days of your choice')
    await page.getByLabel('To', { exact: true }).fill(DAY)
    await page.getByText('Must not be later than the to field.').waitFor()
    await page.getByLabel('From', { exact: true }).fill(DAY)
    await page
      .getByRole('row', { name: new RegExp(names.ada) })
      .getByText('2 min')
      .waitFor()
    expect(new URL(page.url()).search).toBe(`?${OF_DAY}`)
  })

  it('compare the team by any column, whoever has no figure last', async () => {
    const page = await openReports(OF_DAY)
    const order = async () => {
      const cells = await page.getByRole('row').locator('td:first-child').allInnerTexts()
      return cells.flatMap((text) => Object.values(names).filter((name) => text.includes(`${name}\n`)))
    }
    const title = page.getByRole('columnheader', { name: 'First response' })
    await title.getByRole('button').click()
    await vi.waitFor(async () => expect(await order()).toEqual([names.bob, names.ada, names.cem]), WAIT)
    expect(await title.getAttribute('aria-sort')).toBe('descending')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect(await order()).toEqual([names.ada, names.bob, names.cem]), WAIT)
    expect(await title.getAttribute('aria-sort')).toBe('ascending')
    expect(await total(page, 'Assigned')).toBe('3')
    expect(await total(page, 'Resolved')).toBe('1 33.3%')
  })

  it('draw the volume by day or hour, and tell the same in tables', async () => {
    const page = await openReports(`${OF_DAY}&about=volume`)
    await page.locator('.recharts-surface').first().waitFor()
    expect(await total(page, 'Received')).toBe('6')
    expect(await total(page, 'Sent')).toBe('3 Phone 3')
    expect(await total(page, 'New chats')).toBe('3')
    expect(await total(page, 'Closed')).toBe('1 Solved 1')
    await page.getByText('Tables', { exact: true }).click()
    const rows = page.getByRole('table', { name: 'Volume' }).getByRole('row')
    expect(await rows.nth(1).innerText()).toMatch(/^Mar 10\s+6\s+3/)
    await page.getByText('By hour', { exact: true }).click()
    await rows.filter({ hasText: 'Mar 10, 11:00' }).waitFor()
    await page.getByRole('row', { name: 'Solved 1 100%' }).waitFor()
  })

  it('are a file as the language of whoever looks wants it', async () => {
    const supervisor = await createUser(stage.app, {
      role: 'supervisor',
      integration_ids: [11],
      language: 'tr',
    })
    const page = await openReports(OF_DAY, supervisor)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV indir' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file).toContain(`${names.ada};`)
    expect(file).toContain(';120;3600;1;1;0;0')
  })

  it('are not there for agents', async () => {
    const page = await stage.open('/sign-in?to=/reports')
    await signInOn(page, await stage.hire())
    await page.getByText('There is no such page').waitFor()
    expect(await page.getByRole('link', { name: 'Reports' }).count()).toBe(0)
  })

  it('can be used by everybody, in light and dark, on a phone', { timeout: 240_000 }, async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 860 }
        const page = await openReports(OF_DAY, undefined, { colorScheme, viewport })
        const check = async (what: string): Promise<void> => {
          expect(await findBarriers(page), `${what} ${colorScheme} ${width}`).toEqual([])
          await takePicture(page, `reports ${what} ${colorScheme} ${width}`)
        }
        await page.getByRole('row', { name: new RegExp(names.ada) }).waitFor()
        await page.getByText('What is counted').click()
        await check('agents')
        await page.getByRole('tab', { name: 'Volume' }).click()
        await page.locator('.recharts-surface').first().waitFor()
        await check('charts')
        await page.getByText('Tables', { exact: true }).click()
        await page.getByRole('table', { name: 'Volume' }).waitFor()
        await check('tables')
        await page.context().close()
      }
  })
})
