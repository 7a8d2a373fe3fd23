import { html, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { answerForm } from '../answers.ts'
import { state } from '../store.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

const field = (name: string, label: string, type: string, value: string): TemplateResult =>
  html`<label>${label}<input name=${name} type=${type} .value=${value}></label>`

/** What the message gives the form to begin with, as far as it is text and numbers. */
const givenFields = (parameters: Content): [string, string][] =>
  Object.entries(parameters?.flow_action_payload?.data ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  )

const answer = (event: SubmitEvent, message: ShownMessage, parameters: Content): void => {
  event.preventDefault()
  const values = Object.fromEntries(new FormData(event.target as HTMLFormElement))
  closeSheet()
  void answerForm(message, 'flow', { ...values, flow_token: parameters?.flow_token ?? 'unused' })
}

/** A flow's form. The flow itself is not known here: the fields are those that it was sent with, and three of everyday. */
export const openFormSheet = (message: ShownMessage, parameters: Content): void =>
  openSheet(parameters?.flow_cta ?? parameters?.text ?? words().openForm, () => {
    const w = words()
    return html`<form class="fields" @submit=${(event: SubmitEvent) => answer(event, message, parameters)}>
      <p class="hint">${w.formHint}</p>
      ${givenFields(parameters).map(([name, value]) => field(name, name, 'text', value))}
      ${field('name', w.formName, 'text', state.page?.chat.name ?? '')} ${field('date', w.formDate, 'date', '')}
      ${field('note', w.formNote, 'text', '')}
      <button class="primary">${w.send}</button>
    </form>`
  })
