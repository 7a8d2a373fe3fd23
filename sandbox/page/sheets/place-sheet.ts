import { html } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { answer } from '../answers.ts'
import { send } from '../chats.ts'
import { icon } from '../icons.ts'
import { words } from '../words.ts'
import { type Place, places } from './places.ts'
import { closeSheet, openSheet } from './sheet.ts'

const sendPlace = (place: Partial<Place>, to: ShownMessage | undefined): void => {
  const message: Content = { type: 'location', location: place }
  closeSheet()
  void (to ? answer(to, message) : send(message))
}

const sendCoordinates = (event: SubmitEvent, to: ShownMessage | undefined): void => {
  event.preventDefault()
  const form = new FormData(event.target as HTMLFormElement)
  sendPlace({ latitude: Number(form.get('latitude')), longitude: Number(form.get('longitude')) }, to)
}

/** One of a few places, or any by its coordinates; as the answer to a message that asked for one, if one did. */
export const openPlaceSheet = (to?: ShownMessage): void =>
  openSheet(words().location, () => {
    const w = words()
    return html`<ul class="choices">
        ${places.map(
          (place) => html`<li>
            <button class="choice" @click=${() => sendPlace(place, to)}>
              <span class="choice-icon">${icon('place')}</span>
              <span class="choice-name">${place.name}</span>
              <span class="choice-sub">${place.address}</span>
            </button>
          </li>`,
        )}
      </ul>
      <form class="fields two" @submit=${(event: SubmitEvent) => sendCoordinates(event, to)}>
        <label>${w.latitude}<input name="latitude" type="number" step="any" min="-90" max="90" required></label>
        <label>${w.longitude}<input name="longitude" type="number" step="any" min="-180" max="180" required></label>
        <button class="primary">${w.send}</button>
      </form>`
  })
