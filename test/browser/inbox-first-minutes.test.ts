import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

const step = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const isDone = (page: Page, name: string) => step(page, name).getByRole('img', { name: 'Done' })

describe.skipIf(!hasBrowser)('the first minutes', () => {
  it('tick what has happened, while it happens, and lead to the phone', async () => {
    const page = await stage.openAs(undefined, '/inbox/all')
    await page.getByText('0 of 4 done').waitFor()
    const phone = step(page, 'Be your own customer').getByRole('link', { name: 'Open the phone' })
    expect(await phone.getAttribute('href')).toBe(`${stage.app.sandboxUrl}/`)
    // WhatsApp tells times to the second: one of the second in which somebody signed in may be older.
    await vi.waitFor(
      async () => {
        await stage.write({ phone: '905550000001', name: 'Ahmet Kara' }, 'I am my own customer')
        await isDone(page, 'Be your own customer').waitFor({ timeout: 3_000 })
      },
      { timeout: 30_000 },
    )
    await isDone(page, 'See the webhook').waitFor()
    expect(await isDone(page, 'Answer').count()).toBe(0)
    await page.getByText('2 of 4 done').waitFor()
  })

  it('go for good when they are put away', async () => {
    const page = await stage.openAs(undefined, '/inbox/all')
    await page.getByRole('button', { name: 'Do not show this again' }).click()
    await page.getByText('Choose a chat').waitFor()
    await page.reload()
    await page.getByText('Choose a chat').waitFor()
    expect(await page.getByRole('heading', { name: 'Your first minutes' }).count()).toBe(0)
  })

  it('can be used by everybody, in light and dark, folded on a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 860 }
        const page = await stage.openAs(undefined, '/inbox/all', { colorScheme, viewport })
        if (width === 390) await page.getByText('Your first minutes').click()
        await page.getByRole('link', { name: 'Open the phone' }).waitFor()
        expect(await findBarriers(page), `${colorScheme} ${width}`).toEqual([])
        await takePicture(page, `first-minutes ${colorScheme} ${width}`)
        await page.context().close()
      }
  })
})
