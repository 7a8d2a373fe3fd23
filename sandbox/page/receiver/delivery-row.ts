import { html, type TemplateResult } from 'lit-html'
import type { ShownDelivery } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { exactTime, fullTime } from '../text/time.ts'
import { words } from '../words.ts'
import { summaryOf } from './summary.ts'

const pretty = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const verdict = ({ doubt }: ShownDelivery): TemplateResult => {
  const w = words()
  if (doubt === null) return html`<span class="verdict is-good">${icon('shield')}${w.verified}</span>`
  const kind = doubt === 'no_secret' ? 'is-open' : 'is-bad'
  return html`<span class="verdict ${kind}">${icon('warning')}${w.notVerified}: ${w.doubts[doubt]}</span>`
}

/** What one webhook said, whether it was genuine, and how it came. */
export const deliveryRow = (delivery: ShownDelivery): TemplateResult => {
  const w = words()
  const { kind, text } = summaryOf(delivery.body, w)
  return html`<li class="delivery">
    <details>
      <summary>
        <span class="delivery-kind of-${kind}">${w.kinds[kind]}</span>
        <span class="delivery-text" dir="auto">${text}</span>
        <span class="delivery-facts"><time>${exactTime(delivery.at)}</time>${verdict(delivery)}</span>
      </summary>
      <pre tabindex="0" aria-label=${w.body}><code>${pretty(delivery.body)}</code></pre>
      <p class="hint">${fullTime(delivery.at)} · ${w.answeredWith(delivery.status)}</p>
      <dl class="headers">
        ${Object.entries(delivery.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
      </dl>
    </details>
  </li>`
}
