import { html, svg, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { avatar } from '../people/avatar.ts'
import { state } from '../store.ts'
import { duration } from '../text/time.ts'
import { words } from '../words.ts'
import { missingFile } from './missing-file.ts'

const bars = 34

/** A drawing in the place of the sound's own wave: always the same for one message. */
const wave = (seed: string): TemplateResult[] => {
  let value = [...seed].reduce((sum, character) => (sum * 33 + character.codePointAt(0)!) >>> 0, 5381)
  return Array.from({ length: bars }, (_, place) => {
    value = (value * 1_664_525 + 1_013_904_223) >>> 0
    const height = 4 + (value % 17)
    return svg`<path d="M${place * 4 + 2} ${12 - height / 2}v${height}" />` as TemplateResult
  })
}

const playerOf = (event: Event): { box: HTMLElement; audio: HTMLAudioElement } => {
  const box = (event.currentTarget as HTMLElement).closest<HTMLElement>('.sound')!
  return { box, audio: box.querySelector('audio')! }
}

/** One sound at a time: another that is playing stops. */
const toggle = (event: Event): void => {
  const { audio } = playerOf(event)
  const wasPaused = audio.paused
  for (const other of document.querySelectorAll('audio')) other.pause()
  if (wasPaused) void audio.play().catch(() => {})
}

const seek = (event: Event): void => {
  const { audio } = playerOf(event)
  if (Number.isFinite(audio.duration))
    audio.currentTime = (Number((event.target as HTMLInputElement).value) / 100) * audio.duration
}

/** The player's own parts follow the sound without a drawing of the whole page. */
const follow = (event: Event): void => {
  const { box, audio } = playerOf(event)
  const { currentTime, duration: whole } = audio
  const range = box.querySelector('input')!
  range.value = String(whole > 0 ? (currentTime / whole) * 100 : 0)
  range.setAttribute('aria-valuetext', duration(currentTime))
  box.style.setProperty('--played', `${range.value}%`)
  box.querySelector('.sound-time')!.textContent = duration(currentTime > 0 ? currentTime : whole)
  box.classList.toggle('is-playing', !audio.paused)
  box.querySelector('button')!.setAttribute('aria-label', audio.paused ? words().play : words().pause)
}

/** A voice note or another sound, with a player. */
export const sound = (media: Content, message: ShownMessage): TemplateResult => {
  const file = media?.file
  if (!file) return missingFile('audio', media)
  const isVoice = media.voice === true || message.type === 'voice'
  const chat = state.page?.chat
  return html`<div class="sound">
    ${
      !isVoice
        ? html`<span class="avatar shop" aria-hidden="true">${icon('audio')}</span>`
        : message.is_mine && chat
          ? avatar(chat.key, chat.name)
          : html`<span class="avatar shop" aria-hidden="true">${icon('microphone')}</span>`
    }
    <button class="round" aria-label=${words().play} @click=${toggle}>${icon('play')}${icon('pause')}</button>
    <div class="sound-track">
      <svg viewBox="0 0 ${bars * 4} 24" preserveAspectRatio="none" aria-hidden="true">${wave(message.id)}</svg>
      <input type="range" min="0" max="100" value="0" aria-label=${words().position} @input=${seek}>
    </div>
    <span class="sound-time">0:00</span>
    <audio
      preload="metadata"
      src=${file.url}
      @timeupdate=${follow}
      @loadedmetadata=${follow}
      @play=${follow}
      @pause=${follow}
      @ended=${follow}
    ></audio>
  </div>`
}
