import { type Fields, isFields } from '../messages/fields.ts'
import type { State } from '../state/state.ts'
import { fillVariables, findComponent, listVariables, shapeOf } from '../templates/shape.ts'
import { type TemplateButton, type TemplateComponent, templateKey } from '../templates/template.ts'
import type { ShownButton, ShownTemplate } from './shapes.ts'

const listFields = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

const findPart = (parts: Fields[], type: string): Fields | undefined =>
  parts.find((part) => String(part['type']).toLowerCase() === type)

const parametersOf = (part: Fields | undefined): Fields[] => listFields(part?.['parameters'])

const textOf = (parameter: Fields): string => {
  const content = parameter[String(parameter['type'])]
  return String(isFields(content) ? content['fallback_value'] : content)
}

/** A text of the template's with its values in their places, by name or by order. */
const fill = (text: string, part: Fields | undefined): string => {
  const places = listVariables(text).sort((a, b) => Number(a) - Number(b))
  const values = parametersOf(part).map(
    (parameter, index) => [String(parameter['parameter_name'] ?? places[index]), textOf(parameter)] as const,
  )
  return fillVariables(text, new Map(values))
}

const showHeader = (header: TemplateComponent, part: Fields | undefined): ShownTemplate['header'] => {
  const format = header.format ?? 'TEXT'
  if (format === 'TEXT') return { format, text: fill(header.text ?? '', part) }
  const [parameter] = parametersOf(part)
  const content = parameter?.[format.toLowerCase()]
  return format === 'LOCATION' ? { format, location: content } : { format, media: content }
}

const showButton = (button: TemplateButton, part: Fields | undefined): ShownButton => {
  const [parameter] = parametersOf(part)
  const text = button.text ?? ''
  const value = parameter && (parameter['coupon_code'] ?? parameter['payload'] ?? parameter['text'])
  const shown = { type: button.type, text }
  switch (button.type) {
    case 'URL': {
      const url = button.url ?? ''
      return {
        ...shown,
        url: fillVariables(url, new Map(listVariables(url).map((name) => [name, String(value)]))),
      }
    }
    case 'PHONE_NUMBER':
      return { ...shown, phone: String(button['phone_number']) }
    case 'COPY_CODE':
    case 'OTP':
      return { ...shown, code: String(value) }
    case 'QUICK_REPLY':
      return { ...shown, payload: String(value ?? text) }
    default:
      return { ...shown, action: { ...button, ...(isFields(parameter?.['action']) && parameter['action']) } }
  }
}

const showOffer = (offer: TemplateComponent, part: Fields | undefined): ShownTemplate['offer'] => {
  const terms = isFields(offer['limited_time_offer']) ? offer['limited_time_offer'] : {}
  const given = parametersOf(part)[0]?.['limited_time_offer']
  const expiresAt = isFields(given) ? Number(given['expiration_time_ms']) : Number.NaN
  return {
    text: String(terms['text'] ?? ''),
    ...(Number.isFinite(expiresAt) && { expires_at: expiresAt }),
  }
}

const showParts = (components: TemplateComponent[], parts: Fields[]): ShownTemplate => {
  const { header, body, buttons } = shapeOf(components)
  const footer = findComponent(components, 'FOOTER')?.text
  const offer = findComponent(components, 'LIMITED_TIME_OFFER')
  const partOfButton = (index: number): Fields | undefined =>
    parts.find((part) => String(part['type']).toLowerCase() === 'button' && Number(part['index']) === index)
  return {
    ...(header && { header: showHeader(header, findPart(parts, 'header')) }),
    ...(offer && { offer: showOffer(offer, findPart(parts, 'limited_time_offer')) }),
    ...(body && { body: fill(body.text ?? '', findPart(parts, 'body')) }),
    ...(footer !== undefined && { footer }),
    buttons: buttons.map((button, index) => showButton(button, partOfButton(index))),
  }
}

/** A sent template as it looks on a phone; undefined when its definition is gone. */
export const findShownTemplate = (state: State, sent: Fields): ShownTemplate | undefined => {
  const language = isFields(sent['language']) ? String(sent['language']['code']).replace('-', '_') : ''
  const template = state.templatesByKey.get(templateKey({ name: String(sent['name']), language }))
  if (!template) return undefined
  const parts = listFields(sent['components'])
  const shown = showParts(template.components, parts)
  const cards = findComponent(template.components, 'CAROUSEL')?.cards
  if (!cards) return shown
  const given = listFields(findPart(parts, 'carousel')?.['cards'])
  return {
    ...shown,
    cards: cards.map((card, index) => showParts(card.components, listFields(given[index]?.['components']))),
  }
}
