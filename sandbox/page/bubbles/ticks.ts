import { html, svg, type TemplateResult } from 'lit-html'
import type { ShownMessage } from '../../phone/shapes.ts'
import { words } from '../words.ts'

const drawings = {
  waiting: svg`<path d="M9 5.2V8l2 1.4M9 13.5a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11z" />`,
  taken: svg`<path d="M3.5 8.5l3.2 3.2 6.3-7" />`,
  read: svg`<path d="M1.5 8.5l3.2 3.2 6.3-7M8.2 11l.7.7 6.3-7" />`,
}

/** A clock until a webhook has been taken, one tick from then on, two in blue when the business has read it. */
export const ticks = ({ state }: ShownMessage): TemplateResult => {
  const name = state === 'waiting' || state === 'read' ? state : 'taken'
  return html`<span class="ticks is-${name}" role="img" aria-label=${words()[name]} title=${words()[name]}>
    <svg viewBox="0 0 17 16" aria-hidden="true">${drawings[name]}</svg>
  </span>`
}
