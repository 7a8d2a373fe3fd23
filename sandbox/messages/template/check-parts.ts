import { GraphError } from '../../graph/graph-error.ts'
import type { State } from '../../state/state.ts'
import { fillVariables, type TemplateShape } from '../../templates/shape.ts'
import type { Template } from '../../templates/template.ts'
import { type Fields, invalid, isLongerThan } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { checkTemplateButtons } from './check-buttons.ts'
import { checkTemplateHeader } from './check-header.ts'
import { listParameters, readVariables } from './check-parameters.ts'

/** Those of a type, in whatever case it is written. */
const partsOfType = (parts: Fields[], type: string): Fields[] =>
  parts.filter((part) => String(part['type']).toLowerCase() === type)

export const findPart = (parts: Fields[], type: string): Fields | undefined => {
  const [first, second] = partsOfType(parts, type)
  if (second) throw invalid('template.components', `must have one component of the type ${type}.`)
  return first
}

/** Header, body and buttons of a template or of a card, against the template's shape. */
export const checkParts = (
  state: State,
  now: number,
  template: Template,
  shape: TemplateShape,
  parts: Fields[],
): Outgoing['failure'] => {
  const failure = checkTemplateHeader(state, now, template, shape, findPart(parts, 'header'))
  const values = readVariables(
    template,
    'body',
    shape.bodyVariables,
    listParameters(findPart(parts, 'body'), 'body'),
  )
  const max = shape.isOnlyBody ? 32_768 : 1024
  if (isLongerThan(fillVariables(shape.body?.text ?? '', values), max)) {
    throw new GraphError(132005, `body: the text with its parameters must be at most ${max} characters long`)
  }
  checkTemplateButtons(shape, partsOfType(parts, 'button'))
  return failure
}
