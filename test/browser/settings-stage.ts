import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { InboxStage } from './inbox-stage.ts'

/** Opens a screen of the settings as somebody, the administrator unless told otherwise. */
export const openSettings = async (
  stage: InboxStage,
  path: string,
  person?: { email: string; password: string },
  options?: BrowserContextOptions,
): Promise<Page> => {
  const page = await stage.openAs(person, '/', options)
  await page.goto(stage.app.url + path)
  await page.getByRole('navigation', { name: 'Settings' }).waitFor()
  return page
}

/** The row of a table that says this. */
export const rowOf = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text })

/** Chooses what to do with the row that says this. */
export const choose = async (page: Page, text: string, action: string): Promise<void> => {
  await rowOf(page, text)
    .getByRole('button', { name: /^What to do with/ })
    .click()
  await page.getByRole('menuitem', { name: action }).click()
}
