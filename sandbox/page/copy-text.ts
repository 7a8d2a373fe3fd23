import { showToast } from './store.ts'
import { words } from './words.ts'

/** Puts a text where it can be pasted from; where the browser does not let, the text is at least shown. */
export const copyText = async (text: string): Promise<void> => {
  await navigator.clipboard?.writeText(text).catch(() => {})
  showToast(words().copied(text))
}
