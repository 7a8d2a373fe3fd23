import { escapeHtml, type Html } from './html.ts'

const KEYWORDS: Record<string, string> = {
  curl: 'curl',
  javascript: 'await|const|from|import|new',
  python: 'as|import|open|with|None|True|False',
  php: 'echo|new|null|true|false',
  java: 'class|for|import|new|public|static|throws|var|void',
  csharp: 'await|new|using|var',
  json: 'null|true|false',
  http: '',
}

const TEXTS = `"""[\\s\\S]*?"""|"(?:[^"\\\\]|\\\\[\\s\\S])*"|'(?:[^'\\\\]|\\\\[\\s\\S])*'`

/** In sh a backslash within single quotes is nothing special. */
const SHELL_TEXTS = `"(?:[^"\\\\]|\\\\[\\s\\S])*"|'[^']*'`

const patterns = new Map(
  Object.entries(KEYWORDS).map(([language, words]) => {
    const texts = language === 'curl' ? SHELL_TEXTS : TEXTS
    const names = language === 'http' ? '^[A-Za-z-]+(?=:)' : '(?!)'
    const keywords = words === '' ? '(?!)' : `(?<![\\w$-])(?:${words})(?![\\w-])`
    const options = language === 'curl' ? '(?<=\\s)--?[a-z][a-z-]*' : '(?!)'
    return [
      language,
      new RegExp(
        `(?<name>${names})|(?<text>${texts})|(?<word>${keywords}|${options})|(?<number>(?<![\\w.])-?\\d+(?:\\.\\d+)?)`,
        'gm',
      ),
    ]
  }),
)

/** Code with its texts, keywords and numbers marked. A language that is not known stays plain. */
export const highlight = (code: string, language: string): Html => {
  const pattern = patterns.get(language)
  if (!pattern) return { markup: escapeHtml(code) }
  let markup = ''
  let at = 0
  for (const match of code.matchAll(pattern)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 'text'
    // A name in JSON is no text.
    const isName =
      language === 'json' &&
      /^\s*:/.test(code.slice(match.index + match[0].length, match.index + match[0].length + 4))
    markup += escapeHtml(code.slice(at, match.index))
    markup += `<span class="${isName ? 'name' : kind}">${escapeHtml(match[0])}</span>`
    at = match.index + match[0].length
  }
  return { markup: markup + escapeHtml(code.slice(at)) }
}
