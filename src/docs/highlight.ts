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

/** The name of a JSON member, of a header. */
const NAMES: Record<string, string> = {
  json: `"(?:[^"\\\\]|\\\\.)*"(?=\\s*:)`,
  http: '^[A-Za-z-]+(?=:)',
}

const NOTHING = '(?!)'
const NUMBER = '(?<![\\w.])-?\\d+(?:\\.\\d+)?'

const patterns = new Map(
  Object.entries(KEYWORDS).map(([language, words]) => {
    const isShell = language === 'curl'
    const keywords = words === '' ? NOTHING : `(?<![\\w$-])(?:${words})(?![\\w-])`
    const options = isShell ? '(?<=\\s)--?[a-z][a-z-]*' : NOTHING
    const kinds = [
      `(?<name>${NAMES[language] ?? NOTHING})`,
      `(?<text>${isShell ? SHELL_TEXTS : TEXTS})`,
      `(?<word>${keywords}|${options})`,
      `(?<number>${NUMBER})`,
    ]
    return [language, new RegExp(kinds.join('|'), 'gm')]
  }),
)

/** Code with its names, texts, keywords and numbers marked. A language that is not known stays plain. */
export const highlight = (code: string, language: string): Html => {
  const pattern = patterns.get(language)
  if (!pattern) return { markup: escapeHtml(code) }
  let markup = ''
  let at = 0
  for (const { 0: text, index, groups = {} } of code.matchAll(pattern)) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined)
    markup += `${escapeHtml(code.slice(at, index))}<span class="${kind}">${escapeHtml(text)}</span>`
    at = index + text.length
  }
  return { markup: markup + escapeHtml(code.slice(at)) }
}
