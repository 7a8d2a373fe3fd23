/** Names under which the Cloud API's objects hold a file: of messages, of headers, of template parameters. */
const HOLDERS = new Set(['image', 'video', 'audio', 'document', 'sticker'])

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The objects `{id, …}` of files in a message; `content` stands under the name `type` in the request. */
function* holdersIn(value: unknown, name: string): Generator<Json & { id: string }> {
  if (!isObject(value)) return
  if (HOLDERS.has(name) && typeof value['id'] === 'string') yield value as Json & { id: string }
  else if (Array.isArray(value)) for (const item of value) yield* holdersIn(item, '')
  else for (const [key, item] of Object.entries(value)) yield* holdersIn(item, key)
}

/** The ids of a message's files, each once, in their order. */
export const listFileIds = (type: string, content: object): string[] => [
  ...new Set([...holdersIn(content, type)].map(({ id }) => id)),
]

/** Puts other ids in their place, in the object itself; those that `ids` does not know stay. */
export const replaceFileIds = (type: string, content: object, ids: ReadonlyMap<string, string>): void => {
  for (const holder of holdersIn(content, type)) holder.id = ids.get(holder.id) ?? holder.id
}
