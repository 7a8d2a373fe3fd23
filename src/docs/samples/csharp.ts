import { SAVED_FILE, type SampleBody, type SampleWriter } from './request.ts'

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const quote = (text: string): string =>
  `"${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
    /[\\"\u0000-\u001f\u007f\u0085\u2028\u2029]/g,
    (sign) => ESCAPES[sign] ?? escapeSign(sign),
  )}"`

const LINE_ENDS = /[\u0085\u2028\u2029]/g

const escapeSign = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * JSON as a raw string. Three quotes in a row cannot be in it: within a text each has a backslash before it.
 * Signs that JSON takes as they are but that end a line in C# are escaped.
 */
const writeJson = (value: unknown): string => {
  const lines = JSON.stringify(value, null, 2).replace(LINE_ENDS, escapeSign).split('\n')
  return ['"""', ...lines.map((line) => `    ${line}`), '    """'].join('\n')
}

/** `POST` as `Post`. */
const methodName = (method: string): string => method[0] + method.slice(1).toLowerCase()

const ANSWERS = {
  json: 'Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");',
  text: 'Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");',
  nothing: 'Console.WriteLine((int)response.StatusCode);',
  file: `response.EnsureSuccessStatusCode();\nawait File.WriteAllBytesAsync("${SAVED_FILE}", await response.Content.ReadAsByteArrayAsync());`,
}

/** For .NET 8, with what comes with it and its usual implicit usings. */
export const writeCSharp: SampleWriter = ({ method, url, headers, body, answer }) =>
  [
    ...(body?.kind === 'json' ? ['using System.Text;', ''] : []),
    'using var client = new HttpClient();',
    'using var request = new HttpRequestMessage(',
    `    HttpMethod.${methodName(method)}, ${quote(url)});`,
    ...headers.map(([name, value]) => `request.Headers.Add(${quote(name)}, ${quote(value)});`),
    ...(body?.kind === 'json'
      ? [
          `var json = ${writeJson(body.value)};`,
          'request.Content = new StringContent(json, Encoding.UTF8, "application/json");',
        ]
      : []),
    ...(body?.kind === 'form' ? writeForm(body) : []),
    'using var response = await client.SendAsync(request);',
    ANSWERS[answer],
  ].join('\n')

const writeForm = ({ fields, files }: SampleBody & { kind: 'form' }): string[] => [
  'request.Content = new MultipartFormDataContent',
  '{',
  ...fields.map(([name, value]) => `    { new StringContent(${quote(value)}), ${quote(name)} },`),
  ...files.map(
    ({ name, path }) =>
      `    { new StreamContent(File.OpenRead(${quote(path)})), ${quote(name)}, ${quote(path)} },`,
  ),
  '};',
]
