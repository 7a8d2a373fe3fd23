const special = /[/@<%\u0080-\uffff]/g

const escapeCharacter = (character: string): string =>
  character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * JSON as Meta writes it: `/` as `\/`, everything beyond ASCII as `\u00e4` with small letters (a character
 * beyond the first plane as two), and `<`, `@`, `%` escaped too (Cloud API, webhooks). A receiver that
 * verifies the signature over anything but the raw bytes fails with it.
 */
export const encodeMetaJson = (value: unknown): string =>
  JSON.stringify(value).replace(special, (character) =>
    character === '<' ? '\\u003C' : escapeCharacter(character),
  )
