import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromiumPath } from './chromium.ts'

/** A browser with an empty profile that calls nobody of its own accord. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A microphone that beeps, and a permission to use it.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })

/** A page, and what it did that no page of ours may do. */
export type WatchedPage = { page: Page; complaints: string[] }

/** Opens a page that notes errors of its console and requests to any other origin. */
export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> => {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1400, height: 860 },
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  const { origin } = new URL(url)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const target = request.url()
    if (!/^(?:blob|data):/.test(target) && new URL(target).origin !== origin)
      complaints.push(`asked for ${target}`)
  })
  await page.goto(url)
  return { page, complaints }
}

/** Keeps a picture of the page for people to look at. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['MASA_SCREENSHOTS'] ?? join(tmpdir(), 'masa-screenshots')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** What keeps people from using a page, by the rules of WCAG 2 AA; each with where. */
export const findBarriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  const rules = JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${rules})`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    )
}
