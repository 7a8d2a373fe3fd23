import type { State } from '../../state/state.ts'
import { checkMediaObject } from '../check-media.ts'
import { type Fields, invalid, requireFields, requireOneOf, requireText } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'

/** What the checks of interactive messages share. */
export type InteractiveCheck = { state: State; now: number; interactive: Fields }

const headerTypes = ['text', 'image', 'video', 'document'] as const

/** The header, when there is one: text of 60 characters or a media object, of the types allowed here. */
export const checkHeader = (
  { state, now, interactive }: InteractiveCheck,
  allowed: readonly (typeof headerTypes)[number][] = headerTypes,
): Outgoing['failure'] => {
  if (interactive['header'] === undefined || interactive['header'] === null) return undefined
  const path = 'interactive.header'
  const header = requireFields(interactive['header'], path)
  const type = requireOneOf(header['type'], `${path}.type`, allowed)
  if (type === 'text') {
    requireText(header['text'], `${path}.text`, 60)
    return undefined
  }
  return checkMediaObject(state, now, type, requireFields(header[type], `${path}.${type}`), `${path}.${type}`)
}

export const checkBody = ({ interactive }: InteractiveCheck, max: number): void => {
  const body = requireFields(interactive['body'], 'interactive.body')
  requireText(body['text'], 'interactive.body.text', max)
}

/** The footer, when there is one: 60 characters. */
export const checkFooter = ({ interactive }: InteractiveCheck): void => {
  if (interactive['footer'] === undefined || interactive['footer'] === null) return
  const footer = requireFields(interactive['footer'], 'interactive.footer')
  requireText(footer['text'], 'interactive.footer.text', 60)
}

export const requireAction = ({ interactive }: InteractiveCheck): Fields =>
  requireFields(interactive['action'], 'interactive.action')

/** The parameters of an action that must carry this name. */
export const requireNamedAction = (check: InteractiveCheck, name: string): Fields => {
  const action = requireAction(check)
  requireOneOf(action['name'], 'interactive.action.name', [name])
  return action['parameters'] === undefined
    ? {}
    : requireFields(action['parameters'], 'interactive.action.parameters')
}

/** No header at all (product messages). */
export const refuseHeader = ({ interactive }: InteractiveCheck): void => {
  if (interactive['header'])
    throw invalid('interactive.header', `is not allowed in ${String(interactive['type'])} messages.`)
}
