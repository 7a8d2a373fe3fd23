import type { Static, TSchema } from 'typebox'
import type { FieldErrors } from '../../error.ts'
import { button } from './button.ts'
import { carousel } from './carousel.ts'
import { ctaUrl } from './cta-url.ts'
import { flow } from './flow.ts'
import { type InteractiveKind, type Note, oneOfTypes } from './kind.ts'
import { list } from './list.ts'
import { locationRequest } from './location-request.ts'
import { checkUrl } from './parts.ts'
import { catalogMessage, product, productList } from './products.ts'

/** Orders and payments, which exist in a few countries alone, are not among them. */
const KINDS = [
  button,
  list,
  ctaUrl,
  flow,
  product,
  productList,
  catalogMessage,
  carousel,
  locationRequest,
] as const

const schemasOf = <Kinds extends readonly { schema: TSchema }[]>(kinds: Kinds) =>
  kinds.map(({ schema }) => schema) as { -readonly [N in keyof Kinds]: Kinds[N]['schema'] }

const checkOf = new Map<string, InteractiveKind['check']>(
  KINDS.map(({ schema, check }) => [schema.properties.type.const, check]),
)

/** An interactive message, as the Cloud API takes it. */
export const InteractiveField = oneOfTypes(schemasOf(KINDS), "An interactive object of WhatsApp's Cloud API.")
export type Interactive = Static<typeof InteractiveField>

/** A file that stands in a header. */
export type HeaderFile = {
  path: string
  kind: 'image' | 'video' | 'document'
  file: { id?: string; link?: string; filename?: string }
}

/** Notes what is wrong with an object that fits its schema. */
export const checkInteractive = (interactive: Interactive, errors: FieldErrors): void => {
  const note: Note = (path, problem) => {
    errors[path] = [...(errors[path] ?? []), `The ${path} field ${problem}`]
  }
  checkOf.get(interactive.type)!(interactive as never, note)
  for (const { path, file } of listHeaderFiles(interactive)) {
    if ((file.id === undefined) === (file.link === undefined)) note(path, 'must have either id or link.')
    if (file.link !== undefined) checkUrl(file.link, `${path}.link`, note)
  }
}

/** The files of the header and of the cards' headers. */
export const listHeaderFiles = (interactive: Interactive): HeaderFile[] => {
  const headers = [
    ['interactive.header', 'header' in interactive ? interactive.header : undefined] as const,
    ...(interactive.type === 'carousel'
      ? interactive.action.cards.map(
          ({ header }, n) => [`interactive.action.cards.${n}.header`, header] as const,
        )
      : []),
  ]
  return headers.flatMap(([path, header]): HeaderFile[] => {
    if (header?.type === 'image') return [{ path: `${path}.image`, kind: 'image', file: header.image }]
    if (header?.type === 'video') return [{ path: `${path}.video`, kind: 'video', file: header.video }]
    if (header?.type === 'document')
      return [{ path: `${path}.document`, kind: 'document', file: header.document }]
    return []
  })
}
