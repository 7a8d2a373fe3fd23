import { isFields, isLongerThan } from '../messages/fields.ts'
import { checkButtonDefinitions } from './check-buttons.ts'
import { checkBodyText, checkHeaderText } from './check-text.ts'
import { badDefinition, subcodes } from './definition-error.ts'
import { findComponent, listVariables } from './shape.ts'
import type { Template, TemplateComponent } from './template.ts'

type Definition = Pick<Template, 'category' | 'components' | 'parameterFormat'>

const componentTypes = [
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'CAROUSEL',
  'LIMITED_TIME_OFFER',
  'CALL_PERMISSION_REQUEST',
]
const headerFormats = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT', 'GIF']

const checkHeader = (header: TemplateComponent, parameterFormat: Definition['parameterFormat']): void => {
  const { format } = header
  if (!headerFormats.includes(String(format))) {
    throw badDefinition(`header: format must be one of {${headerFormats.join(', ')}}.`, subcodes.header)
  }
  if (format === 'TEXT') checkHeaderText(header, parameterFormat)
  if (format === 'TEXT' || format === 'LOCATION' || format === 'PRODUCT') return
  const example = isFields(header['example']) ? header['example'] : {}
  const handles = example['header_handle']
  const [handle] = Array.isArray(handles) ? handles : [handles]
  if (typeof handle !== 'string' || handle === '') {
    throw badDefinition(
      'header: example.header_handle must hold the handle of an uploaded sample.',
      subcodes.header,
    )
  }
}

const checkFooter = (footer: TemplateComponent, category: string): void => {
  const minutes = footer['code_expiration_minutes']
  if (category === 'AUTHENTICATION' && minutes !== undefined) {
    if (!Number.isInteger(minutes) || Number(minutes) < 1 || Number(minutes) > 90) {
      throw badDefinition('footer: code_expiration_minutes must be from 1 to 90.', subcodes.footer)
    }
    return
  }
  if (!footer.text) throw badDefinition('footer: text is required.', subcodes.footer)
  if (isLongerThan(footer.text, 60)) throw badDefinition('footer: at most 60 characters.', subcodes.tooLong)
  if (/[\r\n]/.test(footer.text)) throw badDefinition('footer: no line breaks.', subcodes.footer)
  if (listVariables(footer.text).length > 0) throw badDefinition('footer: no variables.', subcodes.footer)
}

const checkCards = (carousel: TemplateComponent, format: Definition['parameterFormat']): void => {
  const cards = carousel.cards ?? []
  if (cards.length < 1 || cards.length > 10) throw badDefinition('carousel: 1 to 10 cards.')
  for (const { components } of cards) {
    const header = findComponent(components, 'HEADER')
    if (!header) throw badDefinition('carousel: every card needs a header.')
    checkHeader(header, format)
    const body = findComponent(components, 'BODY')
    if (body) {
      checkBodyText(body, format)
      if (isLongerThan(body.text ?? '', 160))
        throw badDefinition('carousel: a card has at most 160 characters.', subcodes.tooLong)
    }
    const buttons = findComponent(components, 'BUTTONS')
    if (buttons) checkButtonDefinitions(buttons.buttons)
  }
}

/** What Meta checks of a template's parts before it takes one in for review (Cloud API, templates; limits). */
export const checkDefinition = ({ category, components, parameterFormat }: Definition): void => {
  for (const { type } of components) {
    if (!componentTypes.includes(type)) {
      throw badDefinition(`components: type must be one of {${componentTypes.join(', ')}}; got ${type}.`)
    }
    if (components.filter((other) => other.type === type).length > 1) {
      throw badDefinition(`components: there is more than one ${type}.`)
    }
  }
  const body = findComponent(components, 'BODY')
  if (!body) throw badDefinition('components: a BODY is required.', subcodes.body)
  const header = findComponent(components, 'HEADER')
  const footer = findComponent(components, 'FOOTER')
  const buttons = findComponent(components, 'BUTTONS')
  if (category !== 'AUTHENTICATION' || body.text !== undefined) checkBodyText(body, parameterFormat)
  if (header) checkHeader(header, parameterFormat)
  if (footer) checkFooter(footer, category)
  if (buttons) checkButtonDefinitions(buttons.buttons)
  const carousel = findComponent(components, 'CAROUSEL')
  if (carousel) checkCards(carousel, parameterFormat)
  checkAuthentication(category, buttons, header)
}

/** The words of an authentication template are the platform's: whoever creates or edits one gives none. */
export const refuseOwnWords = (category: string, components: TemplateComponent[]): void => {
  if (category !== 'AUTHENTICATION') return
  if (components.some(({ type, text }) => (type === 'BODY' || type === 'FOOTER') && text !== undefined))
    throw badDefinition(
      'An AUTHENTICATION template has no text of its own in its body and footer.',
      subcodes.body,
    )
}

/** Authentication templates have a code button and no header; no others have one. */
const checkAuthentication = (
  category: string,
  buttons: TemplateComponent | undefined,
  header: TemplateComponent | undefined,
): void => {
  const hasCode = buttons?.buttons?.some(({ type }) => type === 'OTP') ?? false
  if (category === 'AUTHENTICATION' && (!hasCode || header)) {
    throw badDefinition('An AUTHENTICATION template has a button of the type OTP and no header.')
  }
  if (category !== 'AUTHENTICATION' && hasCode) {
    throw badDefinition('A button of the type OTP belongs into an AUTHENTICATION template.')
  }
}
