/** Markup that is safe to put into a page: made by `html`, which escapes all that is put into it. */
export type Html = { readonly markup: string }

type Part = Html | string | number | false | undefined | readonly Part[]

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

const toMarkup = (part: Part): string => {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(toMarkup).join('')
}

/** A piece of a page. Texts are escaped, lists joined, `undefined` and `false` leave nothing. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
  markup: strings.map((text, index) => text + toMarkup(parts[index])).join(''),
})

/** Text as the schemas and tables write it: what stands between backticks is code. */
export const prose = (text: string): Html => ({
  markup: text
    .split('`')
    .map((piece, index, all) =>
      // An odd backtick out is a backtick.
      index % 2 === 0 || index === all.length - 1
        ? (index % 2 === 0 ? '' : '`') + escapeHtml(piece)
        : `<code>${escapeHtml(piece)}</code>`,
    )
    .join(''),
})
