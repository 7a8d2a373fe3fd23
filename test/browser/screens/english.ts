import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const SOURCE = join(import.meta.dirname, '../../../inbox/src')

type Words = { [key: string]: string | Words }

const textsOf = (words: Words): string[] =>
  Object.values(words).flatMap((value) => (typeof value === 'string' ? value : textsOf(value)))

/** English texts of the app that are others in Turkish, whole ones without places for values. */
const readEnglish = async (): Promise<Set<string>> => {
  const english = new Set<string>()
  const turkish = new Set<string>()
  for await (const file of glob(`${SOURCE}/**/words/{en,tr}.ts`)) {
    const { default: words } = (await import(file)) as { default: Words }
    const said = file.endsWith('en.ts') ? english : turkish
    for (const text of textsOf(words)) if (!text.includes('{{')) said.add(text)
  }
  return english.difference(turkish)
}

let texts: Promise<Set<string>> | undefined

/** What of the app's own English words a page shows or says: of text, names and placeholders, each as a whole. */
export const listEnglish = async (page: Page): Promise<string[]> => {
  texts ??= readEnglish()
  const english = await texts
  const said = await page.evaluate<string[]>(`[...document.querySelectorAll('body *')].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()),
    ...['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  ]).filter((text) => text !== '')`)
  return [...new Set(said)].filter((text) => english.has(text))
}
