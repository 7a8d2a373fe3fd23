import type { State } from '../../state/state.ts'
import type { TemplateShape } from '../../templates/shape.ts'
import type { Template } from '../../templates/template.ts'
import { checkPlace } from '../check-location.ts'
import { checkMediaObject } from '../check-media.ts'
import { type Fields, requireFields } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { listParameters, readVariables, wrongCount, wrongFormat } from './check-parameters.ts'

const mediaFormats = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const

const isMediaFormat = (format: string | undefined): format is keyof typeof mediaFormats =>
  format !== undefined && Object.hasOwn(mediaFormats, format)

/** The header's values: a text variable at most, or the file or place that such a header always needs. */
export const checkTemplateHeader = (
  state: State,
  now: number,
  template: Template,
  shape: TemplateShape,
  component: Fields | undefined,
): Outgoing['failure'] => {
  const parameters = listParameters(component, 'header')
  const format = shape.header?.format
  if (!shape.header || format === 'TEXT') {
    const [first] = parameters
    if (first && first['type'] !== 'text') {
      throw wrongFormat(
        'header',
        shape.header ? 'TEXT' : 'NONE',
        String(first['type'] ?? 'UNKNOWN').toUpperCase(),
      )
    }
    readVariables(template, 'header', shape.headerVariables, parameters)
    return undefined
  }
  const [parameter] = parameters
  if (!parameter) throw wrongFormat('header', String(format), 'UNKNOWN')
  if (parameters.length > 1) throw wrongCount('header', parameters.length, 1)
  const received = String(parameter['type'] ?? 'UNKNOWN').toUpperCase()
  if (received !== format) throw wrongFormat('header', String(format), received)
  const path = `header.parameters[0].${received.toLowerCase()}`
  const value = requireFields(parameter[received.toLowerCase()], path)
  if (format === 'LOCATION') checkPlace(value, path)
  return isMediaFormat(format) ? checkMediaObject(state, now, mediaFormats[format], value, path) : undefined
}
