import { html, type TemplateResult } from 'lit-html'
import { uploadFile } from '../api.ts'
import { orToast } from '../chats.ts'
import { pickFile } from '../composer/pick-file.ts'
import { canRecord, type Recording, startRecording } from '../composer/recorder.ts'
import { sendWithAnswer } from '../composer/send-with-answer.ts'
import { icon } from '../icons.ts'
import { change, state } from '../store.ts'
import { duration } from '../text/time.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

const sendVoice = async (file: File): Promise<void> => {
  closeSheet()
  const uploaded = await orToast(uploadFile(file, file.name))
  if (uploaded) await sendWithAnswer({ type: 'audio', audio: { id: uploaded.id, voice: true } })
}

/** The sandbox has a voice note of its own, for those without a microphone. */
const sendSample = async (): Promise<void> => {
  closeSheet()
  await sendWithAnswer({ type: 'audio', audio: { voice: true } })
}

const chooseSound = async (): Promise<void> => {
  const file = await pickFile('audio/*')
  if (file) await sendVoice(file)
}

/** A voice note: spoken, chosen, or the sample. */
export const openVoiceSheet = (): void => {
  let recording: Recording | undefined
  let startedAt = 0
  let hasFailed = false
  let clock: ReturnType<typeof setInterval> | undefined

  const start = async (): Promise<void> => {
    try {
      recording = await startRecording()
      startedAt = Date.now()
      clock = setInterval(tick, 500)
    } catch {
      hasFailed = true
    }
    change({})
  }
  /** Whoever leaves the sheet while recording has thought better of it. */
  const tick = (): void => {
    if (state.sheet === own) change({})
    else {
      clearInterval(clock)
      void recording?.stop()
    }
  }
  const finish = async (): Promise<void> => {
    clearInterval(clock)
    const file = await recording?.stop()
    recording = undefined
    if (file) await sendVoice(file)
  }

  const recorder = (): TemplateResult => {
    const w = words()
    if (!canRecord() || hasFailed) return html`<p class="hint">${w.noMicrophone}</p>`
    return recording
      ? html`<p class="recording" role="timer">${duration((Date.now() - startedAt) / 1000)}</p>
          <button class="primary wide" @click=${finish}>${icon('send')}${w.stopRecording}</button>`
      : html`<button class="primary wide" data-first @click=${start}>${icon('microphone')}${w.startRecording}</button>`
  }

  openSheet(
    words().voice,
    () => html`<div class="fields">
      ${recorder()}
      <button class="quiet wide" ?disabled=${recording !== undefined} @click=${chooseSound}>${words().chooseFile}</button>
      <button class="quiet wide" ?disabled=${recording !== undefined} @click=${sendSample}>${words().sendSample}</button>
    </div>`,
  )
  const own = state.sheet
}
