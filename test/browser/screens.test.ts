import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findBarriers, openPage, takePicture, type WatchedPage } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage, signInOn } from './inbox-stage.ts'
import { fillCompany, type Places } from './screens/company.ts'
import { pathOf, REDIRECTS, SCREENS } from './screens/list.ts'

const stage = setInboxStage()

/** All four are for `npm run screenshots`; two of them have each theme and each width. */
const VARIANTS = (
  process.env['MASA_SCREENSHOTS']
    ? [
        ['light', 1280],
        ['dark', 1280],
        ['light', 390],
        ['dark', 390],
      ]
    : [
        ['light', 1280],
        ['dark', 390],
      ]
) as ['light' | 'dark', number][]

let places: Places
beforeAll(async () => {
  if (hasBrowser) places = await fillCompany(stage)
}, 180_000)

/** Goes there as a click does: from nowhere, so that nothing of the screen before is left open. */
const go = async (page: Page, path: string): Promise<void> => {
  for (const next of ['/nothing', path])
    await page.evaluate(`__TSR_ROUTER__.history.push(${JSON.stringify(next)})`)
  await vi.waitUntil(
    () =>
      page.evaluate<boolean>(
        `__TSR_ROUTER__.state.status === 'idle' && __TSR_ROUTER__.state.resolvedLocation.pathname === ${JSON.stringify(path.split('?')[0])}`,
      ),
    { timeout: 10_000 },
  )
}

/** Everything has been read, and nothing moves any more. */
const settle = async (page: Page): Promise<void> => {
  await page.locator('[aria-busy=true], .mantine-Loader-root').first().waitFor({ state: 'detached' })
  await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))')
}

describe.skipIf(!hasBrowser)('the screens', () => {
  it('are all of those to which the router leads', async () => {
    const page = await stage.open('/sign-in')
    await page.getByRole('heading').waitFor()
    const routes = await page.evaluate<string[]>('Object.keys(__TSR_ROUTER__.routesByPath)')
    const known = new Set([...SCREENS.map(({ route }) => route), ...REDIRECTS])
    expect(routes.filter((route) => !known.has(route))).toEqual([])
  })

  describe.each(VARIANTS)('%s, %d wide', (colorScheme, width) => {
    const options: BrowserContextOptions = {
      colorScheme,
      viewport: { width, height: width < 600 ? 844 : 800 },
      reducedMotion: 'reduce',
    }
    const pages: Record<'public' | 'own', WatchedPage | undefined> = { public: undefined, own: undefined }
    beforeAll(async () => {
      if (!hasBrowser) return
      pages.public = await openPage(stage.browser, `${stage.app.url}/sign-in`, options)
      pages.public.page.setDefaultTimeout(10_000)
      pages.own = await openPage(stage.browser, `${stage.app.url}/sign-in`, options)
      pages.own.page.setDefaultTimeout(10_000)
      await signInOn(pages.own.page, stage.app)
      await pages.own.page.getByRole('navigation', { name: 'Lists' }).waitFor()
    })
    afterAll(async () => {
      for (const watched of Object.values(pages)) await watched?.page.context().close()
    })

    it.for(SCREENS)('$name', async (screen) => {
      const { page, complaints } = pages[screen.isPublic ? 'public' : 'own']!
      complaints.length = 0
      await go(page, pathOf(screen, places))
      await page.getByRole('heading').first().waitFor()
      await screen.open?.(page)
      await settle(page)
      await takePicture(page, `${screen.name}-${colorScheme}-${width < 600 ? 'narrow' : 'wide'}`)
      expect(await findBarriers(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(complaints.filter((text) => !NOBODY_YET.test(text))).toEqual([])
    })
  })
})

/** Whoever is not signed in is asked who they are: browsers note the answer. */
const NOBODY_YET = /status of 401/
