const tints = 8

/** Everybody has a colour, the same each time. */
export const tintOf = (key: string): string => {
  let hash = 7
  for (const character of key) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003
  return `tint-${hash % tints}`
}

/** One or two letters of a name; `#` for a bare number. */
export const initialsOf = (name: string): string => {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word].find((character) => /\p{L}/u.test(character)) ?? '')
    .filter((letter) => letter !== '')
  return letters.length === 0 ? '#' : `${letters[0]}${letters.length > 1 ? letters.at(-1) : ''}`.toUpperCase()
}
