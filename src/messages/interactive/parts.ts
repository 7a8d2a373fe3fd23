import { type TLiteral, type TObject, type TSchema, Type } from 'typebox'
import { type Note, oneOfTypes } from './kind.ts'

// Limits of the parts that kinds share (Cloud API, limits: code points).

/** An object that holds a text: bodies, of which most kinds take 1,024 characters. */
export const Text = (maxLength = 1_024) => Type.Object({ text: Type.String({ minLength: 1, maxLength }) })

export const Footer = Type.Optional(Text(60))

/** A file: uploaded to WhatsApp by us, or fetched by WhatsApp from a link. */
const File = Type.Object({
  id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'A media_id of this integration.' }),
  ),
  link: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2_000, description: 'Where WhatsApp finds it.' }),
  ),
})
const Document = Type.Object({
  ...File.properties,
  filename: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
})

export const TextHeader = Type.Object({
  type: Type.Literal('text'),
  text: Type.String({ minLength: 1, maxLength: 60 }),
})
export const ImageHeader = Type.Object({ type: Type.Literal('image'), image: File })
export const VideoHeader = Type.Object({ type: Type.Literal('video'), video: File })
const DocumentHeader = Type.Object({ type: Type.Literal('document'), document: Document })

export const AnyHeader = Type.Optional(
  oneOfTypes(
    [TextHeader, ImageHeader, VideoHeader, DocumentHeader],
    'A text, or a file by its media_id or a link.',
  ),
)

/** A button that answers; `id` comes back with the answer. */
export const Reply = (maxIdLength: number) =>
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: maxIdLength }),
    title: Type.String({ minLength: 1, maxLength: 20 }),
  })

/** A button that opens an address. */
export const LinkButton = Type.Object({
  display_text: Type.String({ minLength: 1, maxLength: 20 }),
  url: Type.String({ minLength: 1, maxLength: 2_000 }),
})

/** The action of a kind that has one only, by its name. */
export const NamedAction = <Name extends string, Parameters extends TSchema>(
  name: Name,
  parameters: Parameters,
): TObject<{ name: TLiteral<Name>; parameters: Parameters }> =>
  Type.Object({ name: Type.Literal(name), parameters })

/** Titles tell sections apart where there are several. */
export const SectionTitle = Type.Optional(Type.String({ minLength: 1, maxLength: 24 }))

export const SECTIONS = 'interactive.action.sections'

export const checkSectionTitles = (sections: { title?: string }[], note: Note): void => {
  if (sections.length === 1) return
  for (const [n, { title }] of sections.entries())
    if (title === undefined)
      note(`${SECTIONS}.${n}.title`, 'is required, since there is more than one section.')
}

/** No value twice; `pathOf` names the field of the value at a place. */
export const checkUnique = (values: string[], pathOf: (n: number) => string, note: Note): void => {
  for (const [n, value] of values.entries()) {
    const first = values.indexOf(value)
    if (first < n) note(pathOf(n), `must be unique, but ${pathOf(first)} is the same.`)
  }
}

export const checkReplies = (
  replies: { id: string; title: string }[],
  pathOf: (n: number) => string,
  note: Note,
): void => {
  for (const [n, { id }] of replies.entries())
    if (id !== id.trim()) note(`${pathOf(n)}.id`, 'must not begin or end with a space.')
  for (const field of ['id', 'title'] as const)
    checkUnique(
      replies.map((reply) => reply[field]),
      (n) => `${pathOf(n)}.${field}`,
      note,
    )
}

export const checkUrl = (url: string, path: string, note: Note): void => {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) note(path, 'must be an http or https address.')
}

/** Fields of other kinds: unlike unknown ones, they were meant to be seen. */
export const refuseParts = (interactive: { type: string }, parts: string[], note: Note): void => {
  for (const part of parts)
    if (part in interactive) note(`interactive.${part}`, `is not taken by the type ${interactive.type}.`)
}
