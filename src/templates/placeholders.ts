/** A stretch of a template's text: as it stands, or the name within `{{…}}`. */
export type Piece = { literal: string } | { name: string; written: string }

// `[^{}]` keeps the scan linear whatever the text holds: it can't run over the next brace.
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g

/** Cuts a template's text at its placeholders `{{1}}` or `{{name}}`, in the order of the text. */
export const splitPlaceholders = (text: string): Piece[] => {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) pieces.push({ literal: text.slice(end, match.index) })
    pieces.push({ name: match[1]!.trim(), written: match[0] })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ literal: text.slice(end) })
  return pieces
}

/** Fills the placeholders that have a value; the others stay as they are written. */
export const fillPlaceholders = (text: string, lookUp: (name: string) => string | undefined): string =>
  splitPlaceholders(text)
    .map((piece) => ('literal' in piece ? piece.literal : (lookUp(piece.name) ?? piece.written)))
    .join('')
