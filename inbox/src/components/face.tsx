import type { CSSProperties } from 'react'
import styles from './face.module.css'

/**
 * Stands for somebody: their initials, in a colour that is always theirs. Hidden from screen readers, to whom the name is
 * said beside it, unless it has a label.
 */
export const Face = ({ name, size, label }: { name: string; size: number; label?: string }) => (
  <span
    className={styles.face}
    style={{ '--size': `${size}px`, '--hue': hueOf(name) } as CSSProperties}
    // A picture, and no text that is read or found.
    data-initials={initialsOf(name)}
    {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
  />
)

/** The first letters of the first and the last word; of a number its last two digits. */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  if (words.length === 0) return name.replace(/\D/g, '').slice(-2)
  const ends = words.length === 1 ? words : [words[0], words.at(-1)]
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase()).join('')
}

/** Twelve colours are told apart; more would look alike. */
const hueOf = (name: string): number => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return (sum % 12) * 30
}
