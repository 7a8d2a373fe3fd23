import { invalid, requireFields, requireList, requireOneOf, requireText, requireUnique } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { checkBody, checkFooter, checkHeader, type InteractiveCheck, requireAction } from './parts.ts'

/** One reply button: id up to `maxId` without blanks at its ends, title up to 20. */
export const checkReply = (value: unknown, path: string, maxId: number): { id: string; title: string } => {
  const reply = requireFields(value, path)
  const id = requireText(reply['id'], `${path}.id`, maxId)
  if (id !== id.trim()) throw invalid(`${path}.id`, 'must not begin or end with a blank.')
  return { id, title: requireText(reply['title'], `${path}.title`, 20) }
}

/** `button`: one to three reply buttons. */
export const checkButtons = (check: InteractiveCheck): Outgoing['failure'] => {
  const failure = checkHeader(check)
  checkBody(check, 1024)
  checkFooter(check)
  const path = 'interactive.action.buttons'
  const replies = requireList(requireAction(check)['buttons'], path, 1, 3).map((item, index) => {
    const button = requireFields(item, `${path}[${index}]`)
    requireOneOf(button['type'], `${path}[${index}].type`, ['reply'])
    return checkReply(button['reply'], `${path}[${index}].reply`, 256)
  })
  requireUnique(
    replies.map(({ id }) => id),
    `${path} ids`,
  )
  requireUnique(
    replies.map(({ title }) => title),
    `${path} titles`,
  )
  return failure
}
