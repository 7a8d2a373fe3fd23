/** A piece of a message's text as people mark it up on their phones. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: Piece[] }

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const

type Mark = keyof typeof marks

const isMark = (character: string | undefined): character is Mark =>
  character !== undefined && Object.hasOwn(marks, character)

/** A mark opens before a letter that no word stands against, and closes likewise: `a*b*c` and `2 * 3` are as they are. */
const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character)
const isBlank = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

const findEnd = (text: string, start: number, mark: string): number => {
  for (let end = text.indexOf(mark, start + 1); end > 0; end = text.indexOf(mark, end + 1)) {
    if (text.slice(start, end).includes('\n')) return -1
    if (end > start + 1 && !isBlank(text[end - 1]) && !isWord(text[end + 1])) return end
  }
  return -1
}

const linkPattern = /(?:https?:\/\/|www\.)[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}*_~]/giu

const splitLinks = (text: string): Piece[] => {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(linkPattern)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) })
    const [link] = match
    pieces.push({ kind: 'link', text: link, url: link.startsWith('www.') ? `https://${link}` : link })
    from = match.index + link.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

/** Where links lie: no mark within an address is one. */
const linkEnds = (text: string): Map<number, number> =>
  new Map(Array.from(text.matchAll(linkPattern), ({ index, 0: link }) => [index, index + link.length]))

const formatLine = (text: string): Piece[] => {
  const links = linkEnds(text)
  const pieces: Piece[] = []
  let from = 0
  let at = 0
  const takeBefore = (): void => {
    if (at > from) pieces.push(...splitLinks(text.slice(from, at)))
  }
  while (at < text.length) {
    const linkEnd = links.get(at)
    if (linkEnd !== undefined) {
      at = linkEnd
      continue
    }
    const mark = text[at]
    const isOpening = !isWord(text[at - 1]) && !isBlank(text[at + 1]) && text[at + 1] !== mark
    const end = isOpening && (isMark(mark) || mark === '`') ? findEnd(text, at, mark) : -1
    if (end < 0) {
      at++
      continue
    }
    takeBefore()
    const inner = text.slice(at + 1, end)
    pieces.push(
      isMark(mark) ? { kind: marks[mark], pieces: formatLine(inner) } : { kind: 'mono', text: inner },
    )
    at = end + 1
    from = at
  }
  takeBefore()
  return pieces
}

/** The same text without its marks. */
export const plainText = (text: string): string => joinPieces(formatText(text))

const joinPieces = (pieces: Piece[]): string =>
  pieces.map((piece) => ('pieces' in piece ? joinPieces(piece.pieces) : piece.text)).join('')

/** `*bold*`, `_italic_`, `~struck~`, `` `mono` ``, three backticks over several lines, and addresses as links. */
export const formatText = (text: string): Piece[] =>
  text.split(/(```[\s\S]+?```)/).flatMap((part) => {
    const block = /^```([\s\S]+)```$/.exec(part)?.[1]
    return block === undefined ? formatLine(part) : [{ kind: 'mono' as const, text: block }]
  })
