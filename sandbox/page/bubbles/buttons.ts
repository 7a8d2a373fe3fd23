import { html, type TemplateResult } from 'lit-html'
import { type IconName, icon } from '../icons.ts'

/** A button below a bubble's text. */
export const tap = (name: IconName, text: string, onTap: () => void): TemplateResult =>
  html`<button class="tap" @click=${onTap}>${icon(name)}<span dir="auto">${text}</span></button>`

/** The same as a link: to a page, or to the telephone. */
export const tapLink = (name: IconName, text: string, url: string): TemplateResult =>
  html`<a class="tap" href=${safeUrl(url)} title=${url} target="_blank" rel="noopener noreferrer">
    ${icon(name)}<span dir="auto">${text}</span>
  </a>`

/** Only what a phone would open by a tap: a message must not run anything in this page. */
const safeUrl = (url: string): string => (/^(?:https?|tel):/i.test(url) ? url : '#')
