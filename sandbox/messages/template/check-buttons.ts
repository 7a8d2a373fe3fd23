import { GraphError } from '../../graph/graph-error.ts'
import { listVariables, type TemplateShape } from '../../templates/shape.ts'
import type { TemplateButton } from '../../templates/template.ts'
import { type Fields, invalid, missing, requireFields, requireList, requireText } from '../fields.ts'
import { listParameters } from './check-parameters.ts'

/** The `sub_type` under which a send speaks of each kind of button. */
const subTypes: Record<string, string[]> = {
  QUICK_REPLY: ['quick_reply'],
  URL: ['url'],
  PHONE_NUMBER: ['phone_number', 'voice_call'],
  VOICE_CALL: ['voice_call'],
  COPY_CODE: ['copy_code'],
  OTP: ['url', 'copy_code'],
  FLOW: ['flow'],
  CATALOG: ['catalog'],
  MPM: ['mpm'],
  SPM: ['spm'],
  REQUEST_CONTACT_INFO: ['request_contact_info'],
}

/** A coupon may have 20 characters, a one-time password 15 (Cloud API, limits). */
const maxCouponLength = 20
const maxPasswordLength = 15

const kindOf = (button: TemplateButton): string =>
  button.type
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const needsParameter = (button: TemplateButton): boolean =>
  button.type === 'OTP' ||
  button.type === 'COPY_CODE' ||
  button.type === 'MPM' ||
  button.type === 'SPM' ||
  (button.type === 'URL' && listVariables(button.url).length > 0)

/** The buttons' values, by `index` and `sub_type`, both in whatever spelling. */
export const checkTemplateButtons = (shape: TemplateShape, components: Fields[]): void => {
  const filled = new Set<number>()
  for (const component of components) {
    const index = readIndex(component['index'])
    const button = shape.buttons[index]
    const subType = requireText(component['sub_type'], 'button.sub_type', 50).toLowerCase()
    if (!button || !(subTypes[button.type] ?? []).includes(subType)) {
      throw new GraphError(
        132018,
        `buttons: there is no button of the type ${subType} at index ${index} in the template` +
          (button ? `; the one there is of the type ${button.type.toLowerCase()}` : ''),
      )
    }
    if (filled.has(index)) throw invalid('button.index', `${index} is given twice.`)
    const parameters = listParameters(component, `buttons[${index}]`)
    if (parameters.length > 1) throw invalid(`buttons[${index}].parameters`, 'must have one item.')
    if (!parameters[0]) continue
    checkParameter(button, parameters[0], index)
    filled.add(index)
  }
  for (const [index, button] of shape.buttons.entries()) {
    if (!needsParameter(button) || filled.has(index)) continue
    throw new GraphError(
      131008,
      `buttons: Button at index ${index} of type ${kindOf(button)} requires a parameter`,
    )
  }
}

const readIndex = (value: unknown): number => {
  if (value === undefined || value === null) throw missing('button.index')
  if (!/^\d$/.test(String(value))) throw invalid('button.index', 'must be a number from 0 to 9.')
  return Number(value)
}

const checkParameter = (button: TemplateButton, parameter: Fields, index: number): void => {
  const path = `buttons[${index}].parameters[0]`
  switch (button.type) {
    case 'URL':
      if (!needsParameter(button)) {
        throw new GraphError(
          132018,
          `buttons: Button at index ${index} of type Url does not take a parameter`,
        )
      }
      requireText(parameter['text'], `${path}.text`, 2000)
      return
    case 'OTP':
      requireText(parameter['text'] ?? parameter['coupon_code'], `${path}.text`, maxPasswordLength)
      return
    case 'COPY_CODE':
      requireText(parameter['coupon_code'], `${path}.coupon_code`, maxCouponLength)
      return
    case 'MPM': {
      const action = requireFields(parameter['action'], `${path}.action`)
      requireList(action['sections'], `${path}.action.sections`, 1, 10)
      return
    }
    case 'FLOW':
    case 'CATALOG':
    case 'SPM':
      requireFields(parameter['action'], `${path}.action`)
      return
  }
}
