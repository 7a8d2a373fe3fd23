import { html, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { words } from '../words.ts'
import { missingFile } from './missing-file.ts'

export const sticker = (media: Content): TemplateResult =>
  media?.file
    ? html`<img class="sticker" src=${media.file.url} alt=${words().sticker}>`
    : missingFile('sticker', media)
