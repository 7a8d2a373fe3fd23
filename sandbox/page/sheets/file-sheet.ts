import { html, nothing, type TemplateResult } from 'lit-html'
import { uploadFile } from '../api.ts'
import { orToast } from '../chats.ts'
import { isPicture, prepareFile } from '../composer/prepare-file.ts'
import { sendWithAnswer } from '../composer/send-with-answer.ts'
import { icon } from '../icons.ts'
import { change, state } from '../store.ts'
import { fileSize } from '../text/file-size.ts'
import { words } from '../words.ts'
import { openNoPictureSheet } from './no-picture-sheet.ts'
import { closeSheet, openSheet } from './sheet.ts'

export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const drawn = new Set<FileKind>(['image', 'sticker'])

const captioned = new Set<FileKind>(['image', 'video', 'document'])

const preview = (kind: FileKind, file: File, url: string): TemplateResult => {
  switch (kind) {
    case 'image':
    case 'sticker':
      return html`<img class="preview" src=${url} alt=${file.name}>`
    case 'video':
      return html`<video class="preview" src=${url} controls></video>`
    case 'audio':
      return html`<audio class="preview" src=${url} controls></audio>`
    case 'document':
      return html`<p class="preview-file">
        ${icon('document')}<span>${file.name}</span><span class="hint">${fileSize(file.size, state.language)}</span>
      </p>`
  }
}

const sendFile = async (kind: FileKind, file: File, caption: string): Promise<boolean> => {
  const { blob, name } = await prepareFile(kind, file)
  const { id } = await uploadFile(blob, name)
  const media = { id, ...(caption && { caption }), ...(kind === 'document' && { filename: name }) }
  return sendWithAnswer({ type: kind, [kind]: media })
}

/** A chosen file before it goes, with room for a few words. What is no picture cannot go as one. */
export const openFileSheet = async (kind: FileKind, file: File): Promise<void> => {
  if (drawn.has(kind) && !(await isPicture(file))) {
    return openNoPictureSheet(file.name, () => void openFileSheet('document', file))
  }
  const url = URL.createObjectURL(file)
  let isSending = false
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const caption = String(new FormData(event.target as HTMLFormElement).get('caption') ?? '')
    isSending = true
    change({})
    const isSent = await orToast(sendFile(kind, file, caption))
    isSending = false
    if (!isSent) return change({})
    URL.revokeObjectURL(url)
    closeSheet()
  }
  openSheet(words()[kind === 'image' ? 'photo' : kind], () => {
    const w = words()
    return html`<form class="fields" @submit=${submit}>
      ${preview(kind, file, url)}
      ${
        captioned.has(kind)
          ? html`<label>${w.caption}<input name="caption" maxlength="1024" autocomplete="off" data-first></label>`
          : nothing
      }
      <button class="primary" ?disabled=${isSending}>${icon('send')}${w.send}</button>
    </form>`
  })
}
