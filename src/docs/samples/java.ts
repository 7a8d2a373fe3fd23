import { SAVED_FILE, type SampleBody, type SampleRequest, type SampleWriter } from './request.ts'

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const quote = (text: string): string =>
  `"${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
    /[\\"\u0000-\u001f\u007f]/g,
    // Octal: a Unicode escape is read before the text, so that one of a line break would be a line break.
    (sign) => ESCAPES[sign] ?? `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`,
  )}"`

/** JSON as a text block. Three quotes in a row cannot be in it: within a text each has a backslash before it. */
const writeJson = (value: unknown): string => {
  const lines = JSON.stringify(value, null, 2).replaceAll('\\', '\\\\').split('\n')
  return `"""\n${[...lines, '"""'].map((line) => `            ${line}`).join('\n')}`
}

const IMPORTS = [
  'java.net.URI',
  'java.net.http.HttpClient',
  'java.net.http.HttpRequest',
  'java.net.http.HttpResponse',
]
const FILE_IMPORTS = ['java.nio.file.Path']
const FORM_IMPORTS = [
  'java.io.ByteArrayOutputStream',
  'java.nio.charset.StandardCharsets',
  'java.util.LinkedHashMap',
  'java.util.UUID',
]

/** For Java 17, with what comes with it. */
export const writeJava: SampleWriter = (request) => {
  const { body, answer } = request
  const hasFile = body?.kind === 'form' && body.files.length > 0
  const imports = new Set([
    ...IMPORTS,
    ...(hasFile || answer === 'file' ? FILE_IMPORTS : []),
    ...(hasFile ? ['java.nio.file.Files'] : []),
    ...(body?.kind === 'form' ? FORM_IMPORTS : []),
  ])
  const lines = [
    ...(body?.kind === 'form' ? writeForm(body) : []),
    ...(body?.kind === 'json' ? [`var json = ${writeJson(body.value)};`] : []),
    ...writeRequest(request),
    `var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.${
      answer === 'file' ? `ofFile(Path.of("${SAVED_FILE}"))` : 'ofString()'
    });`,
    answer === 'nothing' || answer === 'file'
      ? 'System.out.println(response.statusCode());'
      : 'System.out.println(response.statusCode() + " " + response.body());',
  ]
  return [
    ...[...imports].sort().map((name) => `import ${name};`),
    '',
    'public class Sample {',
    '    public static void main(String[] args) throws Exception {',
    ...lines.map((line) => (line === '' ? '' : `        ${line}`)),
    '    }',
    '}',
  ].join('\n')
}

const writeRequest = ({ method, url, headers, body }: SampleRequest): string[] => {
  const publisher = !body
    ? 'HttpRequest.BodyPublishers.noBody()'
    : body.kind === 'json'
      ? 'HttpRequest.BodyPublishers.ofString(json)'
      : 'HttpRequest.BodyPublishers.ofByteArray(form.toByteArray())'
  const types = {
    json: ['.header("Content-Type", "application/json")'],
    form: ['.header("Content-Type", "multipart/form-data; boundary=" + boundary)'],
    none: [],
  }
  return [
    'var request = HttpRequest.newBuilder()',
    ...[
      `.uri(URI.create(${quote(url)}))`,
      ...headers.map(([name, value]) => `.header(${quote(name)}, ${quote(value)})`),
      ...types[body?.kind ?? 'none'],
      ...(method === 'GET' ? [] : [`.method(${quote(method)}, ${publisher})`]),
      '.build();',
    ].map((line) => `    ${line}`),
  ]
}

const writeForm = ({ fields, files }: SampleBody & { kind: 'form' }): string[] => [
  'var fields = new LinkedHashMap<String, String>();',
  ...fields.map(([name, value]) => `fields.put(${quote(name)}, ${quote(value)});`),
  '',
  'var boundary = UUID.randomUUID().toString();',
  'var start = "--" + boundary + "\\r\\nContent-Disposition: form-data; name=";',
  'var form = new ByteArrayOutputStream();',
  'for (var field : fields.entrySet()) {',
  '    var part = start + "\\"" + field.getKey() + "\\"\\r\\n\\r\\n" + field.getValue() + "\\r\\n";',
  '    form.writeBytes(part.getBytes(StandardCharsets.UTF_8));',
  '}',
  ...files.flatMap(({ name, path, mimeType }) => {
    const head = `${quote(name)}; filename=${quote(path)}\r\nContent-Type: ${mimeType}\r\n\r\n`
    return [
      `form.writeBytes((start + ${quote(head)}).getBytes(StandardCharsets.UTF_8));`,
      `form.writeBytes(Files.readAllBytes(Path.of(${quote(path)})));`,
      'form.writeBytes("\\r\\n".getBytes(StandardCharsets.UTF_8));',
    ]
  }),
  'form.writeBytes(("--" + boundary + "--\\r\\n").getBytes(StandardCharsets.UTF_8));',
  '',
]
