import { html, type TemplateResult } from 'lit-html'
import { addSecret } from '../api.ts'
import { orToast } from '../chats.ts'
import { change, state } from '../store.ts'
import { words } from '../words.ts'

const add = async (event: SubmitEvent): Promise<void> => {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const answer = await orToast(addSecret(String(new FormData(form).get('secret')).trim()))
  if (!answer) return
  form.reset()
  change({ secrets: answer.secrets })
}

/** The secrets that webhooks are checked with. One that a program was given is pasted here. */
export const secretForm = (): TemplateResult => {
  const w = words()
  const { secrets } = state
  return html`<details class="secrets" ?open=${secrets.length === 0}>
    <summary>${w.secretsKnown(secrets.length)}</summary>
    <form class="fields" @submit=${add}>
      <label>
        ${w.secret}
        <input
          name="secret"
          required
          placeholder="whsec_…"
          pattern="\\s*whsec_[A-Za-z0-9+\\/=]{32,90}\\s*"
          autocomplete="off"
          aria-describedby="secret-hint"
        >
      </label>
      <p id="secret-hint" class="hint">${w.secretHint}</p>
      <button class="primary">${w.add}</button>
    </form>
  </details>`
}
