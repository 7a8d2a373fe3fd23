import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { avatar } from '../people/avatar.ts'

const listOf = (contact: Content, list: string, field: string): string[] =>
  (contact?.[list] ?? [])
    .map((item: Content) => String(item?.[field] ?? ''))
    .filter((text: string) => text !== '')

const contactCard = (contact: Content): TemplateResult => {
  const name = contact?.name?.formatted_name ?? ''
  const work = [contact?.org?.title, contact?.org?.company].filter(Boolean).join(', ')
  const lines = [
    ...listOf(contact, 'phones', 'phone'),
    ...listOf(contact, 'emails', 'email'),
    ...listOf(contact, 'urls', 'url'),
  ]
  return html`<div class="contact-card">
    ${avatar(name, name)}
    <p class="contact-name" dir="auto">${name}</p>
    ${work ? html`<p class="hint" dir="auto">${work}</p>` : nothing}
    ${lines.map((line) => html`<p class="contact-line">${line}</p>`)}
  </div>`
}

export const contactCards = (contacts: Content): TemplateResult =>
  html`${Array.isArray(contacts) ? contacts.map(contactCard) : nothing}`
