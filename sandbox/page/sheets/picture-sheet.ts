import { html } from 'lit-html'
import { words } from '../words.ts'
import { openSheet } from './sheet.ts'

export const openPictureSheet = (url: string, name: string): void =>
  openSheet(words().photo, () => html`<img class="large" src=${url} alt=${name}>`)
