import { type Sheet, state } from '../store.ts'

let shown: Sheet | undefined
let before: HTMLElement | undefined

/** To be called after drawing: a new sheet takes the focus, and gives it back to whatever had it. */
export const keepFocus = (): void => {
  if (state.sheet === shown) return
  const isFirst = shown === undefined
  shown = state.sheet
  if (!shown) {
    if (before?.isConnected) before.focus()
    before = undefined
    return
  }
  if (isFirst) before = lastFocused
  const sheet = document.querySelector('.sheet')
  const first = sheet?.querySelector<HTMLElement>('[data-first]') ?? sheet?.querySelector<HTMLElement>('h2')
  first?.focus()
}

/** Where the focus was before it came into a sheet; what is inert loses it before anybody could ask. */
let lastFocused: HTMLElement | undefined

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('.sheet')) lastFocused = target
})
