import { html, type TemplateResult } from 'lit-html'
import { showText } from '../text/show-text.ts'

export const textBlock = (text: unknown): TemplateResult =>
  html`<p class="text" dir="auto">${showText(String(text ?? ''))}</p>`
