import { isFields } from '../messages/fields.ts'
import { badDefinition } from './definition-error.ts'
import type { TemplateButton, TemplateComponent } from './template.ts'

const upper = (value: unknown, path: string): string => {
  if (typeof value !== 'string' || value === '') throw badDefinition(`${path} is required.`)
  return value.toUpperCase()
}

const readButton = (value: unknown, path: string): TemplateButton => {
  if (!isFields(value)) throw badDefinition(`${path} must be an object.`)
  return {
    ...value,
    type: upper(value['type'], `${path}.type`),
    ...(typeof value['otp_type'] === 'string' && { otp_type: value['otp_type'].toUpperCase() }),
  }
}

const readCard = (value: unknown, path: string): { components: TemplateComponent[] } => {
  if (!isFields(value)) throw badDefinition(`${path} must be an object.`)
  return { components: readComponents(value['components'], `${path}.components`) }
}

const readComponent = (value: unknown, path: string): TemplateComponent => {
  if (!isFields(value)) throw badDefinition(`${path} must be an object.`)
  const component: TemplateComponent = { ...value, type: upper(value['type'], `${path}.type`) }
  if (component.type === 'HEADER') component.format = upper(value['format'], `${path}.format`)
  if (value['text'] !== undefined && typeof value['text'] !== 'string')
    throw badDefinition(`${path}.text must be text.`)
  if (value['buttons'] !== undefined) {
    if (!Array.isArray(value['buttons'])) throw badDefinition(`${path}.buttons must be a list.`)
    component.buttons = value['buttons'].map((item, index) => readButton(item, `${path}.buttons[${index}]`))
  }
  if (value['cards'] !== undefined) {
    if (!Array.isArray(value['cards'])) throw badDefinition(`${path}.cards must be a list.`)
    component.cards = value['cards'].map((item, index) => readCard(item, `${path}.cards[${index}]`))
  }
  return component
}

/** Components as they are kept: types and formats in upper case, whatever case they came in. */
export const readComponents = (value: unknown, path = 'components'): TemplateComponent[] => {
  if (!Array.isArray(value) || value.length === 0)
    throw badDefinition(`${path} must be a list with at least a body.`)
  return value.map((item, index) => readComponent(item, `${path}[${index}]`))
}
