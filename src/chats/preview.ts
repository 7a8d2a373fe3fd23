/** Characters of a preview at most: a line of a list. */
const LENGTH = 200

type Content = Record<string, unknown>

/** What a list shows of a message: its text, the caption of a file, the choice that was made; null where there is none. */
export const previewOf = (type: string, content: Content): string | null => {
  const text = TEXT_OF[type]?.(content) ?? content['caption']
  return typeof text === 'string' && text !== '' ? [...text].slice(0, LENGTH).join('') : null
}

const at = (content: unknown, name: string): unknown => (content as Content | null | undefined)?.[name]

/** Where the Cloud API's objects have it. */
const TEXT_OF: Record<string, (content: Content) => unknown> = {
  text: (content) => content['body'],
  button: (content) => content['text'],
  interactive: (content) =>
    at(content['button_reply'], 'title') ??
    at(content['list_reply'], 'title') ??
    at(content['nfm_reply'], 'body') ??
    at(content['body'], 'text'),
  location: (content) => content['name'] ?? content['address'],
  contacts: (content) => at(at(Object.values(content)[0], 'name'), 'formatted_name'),
  document: (content) => content['caption'] ?? content['filename'],
  order: (content) => content['text'],
  system: (content) => content['body'],
}
