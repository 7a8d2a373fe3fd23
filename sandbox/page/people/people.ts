import { html, nothing, type TemplateResult } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import { chooseNumber, loadChats, loadMoreChats, orToast } from '../chats.ts'
import { icon } from '../icons.ts'
import { change, state } from '../store.ts'
import { keepLanguage } from '../words/language.ts'
import { words } from '../words.ts'
import { addPersonForm } from './add-person.ts'
import { personRow } from './person-row.ts'

const head = (): TemplateResult => {
  const w = words()
  const other = state.language === 'tr' ? 'en' : 'tr'
  const switchLanguage = (): void => {
    keepLanguage(other)
    change({ language: other })
  }
  return html`<header class="people-head">
    <img src="/page/icon.svg" alt="" width="34" height="34">
    <div>
      <h1>${w.title}</h1>
      <p>${w.tagline}</p>
    </div>
    <button class="quiet" lang=${other} title=${w.otherLanguage} @click=${switchLanguage}>
      ${other.toUpperCase()}<span class="hidden"> ${w.otherLanguage}</span>
    </button>
    <button class="round only-small" aria-label=${w.receiver} @click=${() => change({ view: 'receiver' })}>
      ${icon('plug')}
    </button>
  </header>`
}

const numberSwitch =
  (): TemplateResult => html`<div class="numbers" role="radiogroup" aria-label=${words().talkingTo}>
  ${state.numbers.map(
    ({ id, name, shown_digits }) => html`<label class="number">
      <input
        type="radio"
        name="number"
        .checked=${id === state.numberId}
        @change=${() => chooseNumber(id)}
      >
      <span class="number-name">${name}</span>
      <span class="number-digits">${shown_digits}</span>
    </label>`,
  )}
</div>`

let searchTimer: ReturnType<typeof setTimeout> | undefined

/** A search begins when the typing pauses. */
const search = (event: Event): void => {
  change({ query: (event.target as HTMLInputElement).value })
  clearTimeout(searchTimer)
  searchTimer = setTimeout(() => void orToast(loadChats()), 150)
}

const searchField = (): TemplateResult => html`<div class="search">
  ${icon('search')}
  <input
    type="search"
    id="search"
    aria-label=${words().searchPeople}
    placeholder=${words().searchPeople}
    .value=${state.query}
    @input=${search}
  >
  <button
    class="round"
    aria-label=${words().addPerson}
    aria-expanded=${state.isAddingPerson}
    @click=${() => change({ isAddingPerson: !state.isAddingPerson })}
  >
    ${icon('add')}
  </button>
</div>`

/** Arrow keys go from line to line. */
const moveInList = (event: KeyboardEvent): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.person')]
  const row = rows[rows.indexOf(document.activeElement as HTMLElement) + step]
  if (!row) return
  event.preventDefault()
  row.focus()
}

export const people = (): TemplateResult => {
  const w = words()
  return html`<nav class="people" aria-label=${w.people}>
    ${head()} ${numberSwitch()} ${searchField()} ${state.isAddingPerson ? addPersonForm() : nothing}
    <ul class="person-list" @keydown=${moveInList}>
      ${repeat(state.chats, ({ key }) => key, personRow)}
      ${
        state.chats.length === 0 && state.query !== ''
          ? html`<li class="empty">${w.nobodyFound(state.query)}</li>`
          : nothing
      }
      ${
        state.hasMoreChats
          ? html`<li><button class="wide quiet" @click=${() => void orToast(loadMoreChats())}>${w.showMore}</button></li>`
          : nothing
      }
    </ul>
  </nav>`
}
