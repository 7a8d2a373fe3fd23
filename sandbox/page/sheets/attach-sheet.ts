import { html, type TemplateResult } from 'lit-html'
import { pickFile } from '../composer/pick-file.ts'
import { type IconName, icon } from '../icons.ts'
import { words } from '../words.ts'
import { openContactSheet } from './contact-sheet.ts'
import { type FileKind, openFileSheet } from './file-sheet.ts'
import { openPlaceSheet } from './place-sheet.ts'
import { openSheet } from './sheet.ts'

const accepted: Record<FileKind, string> = {
  image: 'image/jpeg,image/png,image/webp,image/gif',
  video: 'video/mp4,video/3gpp',
  audio: 'audio/*',
  document: '',
  sticker: 'image/*',
}

const choose = async (kind: FileKind): Promise<void> => {
  const file = await pickFile(accepted[kind])
  if (file) await openFileSheet(kind, file)
}

const tile = (name: IconName, text: string, onTap: () => void): TemplateResult =>
  html`<button class="tile" @click=${onTap}><span class="tile-icon of-${name}">${icon(name)}</span>${text}</button>`

/** Everything but text that a person can send. */
export const openAttachSheet = (): void =>
  openSheet(words().attach, () => {
    const w = words()
    return html`<div class="tiles">
      ${tile('photo', w.photo, () => void choose('image'))} ${tile('video', w.video, () => void choose('video'))}
      ${tile('audio', w.audio, () => void choose('audio'))} ${tile('document', w.document, () => void choose('document'))}
      ${tile('sticker', w.sticker, () => void choose('sticker'))} ${tile('place', w.location, () => openPlaceSheet())}
      ${tile('contact', w.contact, openContactSheet)}
    </div>`
  })
