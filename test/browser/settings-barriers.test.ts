import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage } from './inbox-stage.ts'
import { openSettings } from './settings-stage.ts'

const stage = setInboxStage()

const SCREENS = [
  'My account',
  'Quick responses',
  'Tags',
  'Closing reasons',
  'Auto replies',
  'Assignment',
  'Team',
  'Audit log',
]

const fill = async () => {
  if (!hasBrowser) return
  await stage.app.call('POST', '/v1/tags', { json: { name: 'Refund', color: 'red' } })
  await stage.app.call('POST', '/v1/closing-reasons', { json: { name: 'Solved' } })
  const json = { shortcut: 'hours', title: 'Opening hours', body: 'Hello {{contact.name}}' }
  await stage.app.call('POST', '/v1/quick-responses', { json })
  const replies = {
    welcome: { text: 'Hello', enabled: true },
    hours: [{ day: 1, from: '09:00', to: '18:00' }],
    holidays: [{ date: '2026-10-29', name: 'Republic Day' }],
  }
  await stage.app.call('PUT', '/v1/integrations/11/auto-replies', { json: replies })
}

describe.skipIf(!hasBrowser)('the settings can be used by everybody', () => {
  beforeAll(fill)

  it.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s, %d wide', async ([colorScheme, width]) => {
    const viewport = { width, height: 840 }
    const page = await openSettings(stage, '/settings', undefined, { colorScheme, viewport })
    for (const name of SCREENS) {
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
      await takePicture(page, `settings-${name.toLowerCase().replaceAll(' ', '-')}-${colorScheme}-${width}`)
      expect(await findBarriers(page), name).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width)
    }
  })

  it('without being signed in', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of ['/forgot', '/reset#something']) {
        const page = await stage.open(path, { colorScheme })
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect(await findBarriers(page), path).toEqual([])
      }
  })
})
