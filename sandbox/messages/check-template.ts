import { GraphError } from '../graph/graph-error.ts'
import type { State } from '../state/state.ts'
import { findComponent, shapeOf } from '../templates/shape.ts'
import { type Template, templateKey } from '../templates/template.ts'
import { type Fields, invalid, requireFields, requireList, requireOneOf, requireText } from './fields.ts'
import type { Outgoing } from './outgoing.ts'
import { checkTemplateCards } from './template/check-cards.ts'
import { checkParts, findPart } from './template/check-parts.ts'

const partTypes = [
  'header',
  'body',
  'button',
  'carousel',
  'limited_time_offer',
  'order_details',
  'order_status',
]

/** The template that a send names. Only an approved one may be sent (Cloud API, templates). */
const selectSendableTemplate = (state: State, name: string, language: string): Template => {
  const template = state.templatesByKey.get(templateKey({ name, language }))
  if (!template) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`)
  if (template.status === 'PAUSED')
    throw new GraphError(132015, `template name (${name}) is paused in ${language}`)
  if (template.status === 'DISABLED')
    throw new GraphError(132016, `template name (${name}) is disabled in ${language}`)
  if (template.status !== 'APPROVED') {
    throw new GraphError(
      132001,
      `template name (${name}) is not approved in ${language}: its status is ${template.status}`,
    )
  }
  return template
}

const checkLimitedTimeOffer = (template: Template, part: Fields | undefined): void => {
  const offer = findComponent(template.components, 'LIMITED_TIME_OFFER')
  if (!offer && part) throw new GraphError(132018, 'limited_time_offer: the template has no offer')
  const terms = offer?.['limited_time_offer']
  const hasExpiration =
    typeof terms === 'object' && terms !== null && 'has_expiration' in terms && terms.has_expiration
  if (!hasExpiration) return
  const [parameter] = requireList(part?.['parameters'], 'limited_time_offer.parameters', 1, 1)
  const path = 'limited_time_offer.parameters[0]'
  const value = requireFields(
    requireFields(parameter, path)['limited_time_offer'],
    `${path}.limited_time_offer`,
  )
  if (!Number.isInteger(value['expiration_time_ms'])) {
    throw invalid(`${path}.limited_time_offer.expiration_time_ms`, 'must be a whole number of milliseconds.')
  }
}

/** `template`: there, approved, in this language, with the right number and kind of parameters. */
export const checkTemplate = (state: State, now: number, value: unknown, isToUserId: boolean): Outgoing => {
  const fields = requireFields(value, 'template')
  const name = requireText(fields['name'], 'template.name', 512)
  const language = requireFields(fields['language'], 'template.language')
  const code = requireText(language['code'], 'template.language.code', 20).replace('-', '_')
  if (language['policy'] !== undefined && language['policy'] !== null) {
    requireOneOf(language['policy'], 'template.language.policy', ['deterministic'])
  }
  const template = selectSendableTemplate(state, name, code)
  const shape = shapeOf(template.components)
  if (isToUserId && shape.hasOneTimePassword) {
    throw new GraphError(131062, 'Authentication templates with a code button go to phone numbers only.')
  }
  const parts = readParts(fields['components'])
  const failure = checkParts(state, now, template, shape, parts)
  checkTemplateCards(state, now, template, findPart(parts, 'carousel'))
  checkLimitedTimeOffer(template, findPart(parts, 'limited_time_offer'))
  return { type: 'template', template, failure }
}

const readParts = (value: unknown): Fields[] => {
  if (value === undefined || value === null) return []
  return requireList(value, 'template.components', 0, 20).map((item, index) => {
    const path = `template.components[${index}]`
    const part = requireFields(item, path)
    requireOneOf(requireText(part['type'], `${path}.type`, 50).toLowerCase(), `${path}.type`, partTypes)
    return part
  })
}
