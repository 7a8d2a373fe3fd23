import { html, type TemplateResult } from 'lit-html'
import { initialsOf, tintOf } from '../text/tint.ts'

export const avatar = (key: string, name: string): TemplateResult =>
  html`<span class="avatar ${tintOf(key)}" aria-hidden="true">${initialsOf(name)}</span>`
