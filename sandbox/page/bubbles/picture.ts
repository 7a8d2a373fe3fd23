import { html, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { openPictureSheet } from '../sheets/picture-sheet.ts'
import { words } from '../words.ts'
import { missingFile } from './missing-file.ts'

/** A picture, which a click shows as large as the phone. */
export const picture = (media: Content): TemplateResult => {
  const file = media?.file
  if (!file) return missingFile('photo', media)
  const name = media.caption || words().photo
  return html`<button class="picture" aria-label=${words().enlarge(name)} @click=${() => openPictureSheet(file.url, name)}>
    <img src=${file.url} alt=${name}>
  </button>`
}
