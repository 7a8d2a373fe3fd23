import { html, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { state } from '../store.ts'
import { fileSize } from '../text/file-size.ts'
import { words } from '../words.ts'
import { missingFile } from './missing-file.ts'

/** `PDF` of a name that ends so, else of the type. */
const kindOf = (name: string, mimeType: string): string => {
  const ending = /\.(\w{1,5})$/.exec(name)?.[1] ?? mimeType.split(/[/;+]/)[1] ?? ''
  return ending.slice(-5).toUpperCase()
}

export const documentCard = (media: Content): TemplateResult => {
  const file = media?.file
  if (!file) return missingFile('document', media)
  const name = media.filename ?? file.name ?? words().document
  return html`<a class="document" href=${file.url} download=${name}>
    <span class="document-kind" aria-hidden="true">${icon('document')}</span>
    <span class="document-name" dir="auto">${name}</span>
    <span class="document-facts">${kindOf(name, file.mime_type)} · ${fileSize(file.size, state.language)}</span>
    ${icon('download')}<span class="hidden">${words().download}</span>
  </a>`
}
