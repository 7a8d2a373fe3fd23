import { Fragment, type ReactNode } from 'react'
import styles from './rich-text.module.css'

/**
 * A text as WhatsApp shows it: *bold*, _italic_, ~struck~, ```code``` and links. Nothing of it becomes markup: each piece
 * is text within an element that is made here.
 */
export const RichText = ({ children }: { children: string }) => (
  <span className={styles.text} dir="auto">
    {parse(children)}
  </span>
)

const TOKEN =
  /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])|```([\s\S]+?)```|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])/g

const parse = (source: string): ReactNode[] => {
  const parts: ReactNode[] = []
  let at = 0
  for (const match of source.matchAll(TOKEN)) {
    const [whole, link, code, bold, italic, struck] = match
    if (match.index > at) parts.push(source.slice(at, match.index))
    parts.push(<Fragment key={match.index}>{render({ link, code, bold, italic, struck })}</Fragment>)
    at = match.index + whole.length
  }
  if (at < source.length) parts.push(source.slice(at))
  return parts
}

type Piece = Record<'link' | 'code' | 'bold' | 'italic' | 'struck', string | undefined>

const render = ({ link, code, bold, italic, struck }: Piece): ReactNode => {
  if (link)
    return (
      <a href={link} target="_blank" rel="noreferrer noopener">
        {link}
      </a>
    )
  if (code) return <code>{code}</code>
  if (bold) return <strong>{parse(bold)}</strong>
  if (italic) return <em>{parse(italic)}</em>
  return <s>{parse(struck ?? '')}</s>
}
