import { html, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { type IconName, icon } from '../icons.ts'
import { words } from '../words.ts'

const hostOf = (link: string): string => (URL.canParse(link) ? new URL(link).host : link)

/** In the place of a file that is gone, or that a link of another host leads to: the sandbox loads nothing from there. */
export const missingFile = (kind: IconName, media: Content): TemplateResult => html`<div class="missing">
  ${icon(kind)}
  ${
    media?.link
      ? html`<p>
          <a href=${media.link} target="_blank" rel="noopener noreferrer">${hostOf(media.link)}</a>
          <span class="hint">${words().notLoaded}</span>
        </p>`
      : html`<p><span class="hint">${words().fileGone}</span></p>`
  }
</div>`
