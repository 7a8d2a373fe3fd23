import { invalid, requireFields, requireText } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

/** `text`: body of 1 to 4096 characters. */
export const checkText = (value: unknown): Outgoing => {
  const text = requireFields(value, 'text')
  requireText(text['body'], 'text.body', 4096)
  const preview = text['preview_url']
  if (
    preview !== undefined &&
    preview !== null &&
    typeof preview !== 'boolean' &&
    !/^(true|false)$/.test(String(preview))
  ) {
    throw invalid('text.preview_url', 'must be true or false.')
  }
  return { type: 'text' }
}
