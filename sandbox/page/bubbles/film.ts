import { html, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { words } from '../words.ts'
import { missingFile } from './missing-file.ts'

export const film = (media: Content): TemplateResult =>
  media?.file
    ? html`<video
        class="film"
        controls
        preload="metadata"
        src=${media.file.url}
        aria-label=${media.caption || words().video}
      ></video>`
    : missingFile('video', media)
