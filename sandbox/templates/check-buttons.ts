import { isLongerThan } from '../messages/fields.ts'
import { badDefinition } from './definition-error.ts'
import { listVariables } from './shape.ts'
import type { TemplateButton } from './template.ts'

const maxButtons = 10
const maxOfType: Record<string, number> = {
  URL: 2,
  PHONE_NUMBER: 1,
  VOICE_CALL: 1,
  COPY_CODE: 1,
  OTP: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  REQUEST_CONTACT_INFO: 1,
  QUICK_REPLY: maxButtons,
}

const requireText = (button: TemplateButton, field: string, max: number, path: string): string => {
  const value = button[field]
  if (typeof value !== 'string' || value === '') throw badDefinition(`${path}.${field} is required.`)
  if (isLongerThan(value, max))
    throw badDefinition(`${path}.${field} must be at most ${max} characters long.`)
  return value
}

const checkUrl = (button: TemplateButton, path: string): void => {
  const url = requireText(button, 'url', 2000, path)
  if (!/^https?:\/\//i.test(url)) throw badDefinition(`${path}.url must be an http or https address.`)
  const variables = listVariables(url)
  if (variables.length === 0) return
  if (variables.length > 1 || !/\{\{[^{}]+\}\}$/.test(url)) {
    throw badDefinition(`${path}.url may have one variable, at its end.`)
  }
  const example = button['example']
  if (typeof (Array.isArray(example) ? example[0] : example) !== 'string') {
    throw badDefinition(`${path}.example must be a list with a sample of the variable.`)
  }
}

const checkFlow = (button: TemplateButton, path: string): void => {
  const given = ['flow_id', 'flow_name', 'flow_json'].filter((field) => button[field] !== undefined)
  if (given.length !== 1)
    throw badDefinition(`${path} must have exactly one of flow_id, flow_name and flow_json.`)
}

const checkOtp = (button: TemplateButton, path: string): void => {
  const kind = button['otp_type']
  if (kind !== 'COPY_CODE' && kind !== 'ONE_TAP' && kind !== 'ZERO_TAP') {
    throw badDefinition(`${path}.otp_type must be one of {COPY_CODE, ONE_TAP, ZERO_TAP}.`)
  }
  const hasApps = Array.isArray(button['supported_apps']) && button['supported_apps'].length > 0
  if (kind === 'COPY_CODE' || hasApps) return
  requireText(button, 'package_name', 224, path)
  requireText(button, 'signature_hash', 20, path)
}

const checkButton = (button: TemplateButton, path: string): void => {
  if (maxOfType[button.type] === undefined) {
    throw badDefinition(
      `${path}.type must be one of {${Object.keys(maxOfType).join(', ')}}; got ${button.type}.`,
    )
  }
  const hasOwnText =
    button.type === 'COPY_CODE' || button.type === 'OTP' || button.type === 'REQUEST_CONTACT_INFO'
  if (!hasOwnText || button.text !== undefined) requireText(button, 'text', 25, path)
  if (listVariables(button.text).length > 0) throw badDefinition(`${path}.text must not have variables.`)
  if (button.type === 'URL') checkUrl(button, path)
  if (button.type === 'PHONE_NUMBER') requireText(button, 'phone_number', 20, path)
  if (button.type === 'FLOW') checkFlow(button, path)
  if (button.type === 'OTP') checkOtp(button, path)
  if (button.type === 'COPY_CODE') {
    const example = Array.isArray(button['example']) ? button['example'][0] : button['example']
    if (typeof example !== 'string' || isLongerThan(example, 20)) {
      throw badDefinition(`${path}.example must be a sample of the code, at most 20 characters.`)
    }
  }
}

/** Ten buttons at most, so many of each kind, quick replies side by side (Cloud API, limits: template buttons). */
export const checkButtonDefinitions = (buttons: TemplateButton[] | undefined): void => {
  if (!buttons || buttons.length === 0) throw badDefinition('buttons: the list must not be empty.')
  if (buttons.length > maxButtons) throw badDefinition(`buttons: at most ${maxButtons}.`)
  for (const [index, button] of buttons.entries()) checkButton(button, `buttons[${index}]`)
  for (const [type, max] of Object.entries(maxOfType)) {
    const count = buttons.filter((button) => button.type === type).length
    if (count > max) throw badDefinition(`buttons: at most ${max} of the type ${type}.`)
  }
  const changes = buttons.filter(
    (button, index) =>
      index > 0 && (button.type === 'QUICK_REPLY') !== (buttons[index - 1]!.type === 'QUICK_REPLY'),
  )
  if (changes.length > 1)
    throw badDefinition('buttons: quick replies must stand together, before or after the others.')
}
