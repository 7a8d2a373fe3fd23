import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { type App, startApp } from '../app.ts'
import { type Config, readRoles } from '../config/config.ts'
import { StartError } from '../error.ts'
import { createLogger } from '../logger.ts'
import { buildWebApp } from '../web/build.ts'
import { openWebFiles } from '../web/files.ts'
import type { WebApp } from '../web/routes/show-app.ts'

/** How long a stop may take before the process ends all the same (promise 19). */
const STOP_WITHIN_MS = 28_000

/** `masa start`: runs until SIGINT or SIGTERM, then stops cleanly. A second signal ends it at once. */
export const startCommand = async (settings: Config, words: string[]): Promise<void> => {
  const config = { ...settings, ...readWords(words) }
  // Whoever read what we print may be gone; that must not end the server.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const log = createLogger(config.logLevel)
  const stopSignal = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve)
  })
  const building = new AbortController()
  // A build has the processors to itself: what starts would be late for its first connections to the database.
  const started = Promise.withResolvers<void>()
  const web = config.roles.has('api') ? started.promise.then(() => prepareWebApp(building.signal)) : undefined
  const app = await startApp(config, log, { ...(web && { web }) })
  started.resolve()
  process.stdout.write(greeting(app, config))
  // Node writes it at the end of the process, which a kill would leave out: the next start would be slow again.
  flushCompileCache()
  // What was compiled and read on the way up is garbage by now, some 40 MB that V8 would keep for the idle server.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort' })

  const name = await stopSignal
  process.stdout.write(`\n${name}: stopping …\n`)
  const overdue = setTimeout(() => {
    process.stderr.write('Some work did not end in time; it will be taken up at the next start.\n')
    process.kill(process.pid, 'SIGKILL')
  }, STOP_WITHIN_MS)
  building.abort()
  await app.stop()
  clearTimeout(overdue)
  process.stdout.write('Stopped.\n')
}

/** The API does not wait for it, nor does it need it: what went wrong is said, and the rest works. */
const prepareWebApp = (signal: AbortSignal): WebApp =>
  buildWebApp(signal)
    .then(openWebFiles)
    .catch((error: Error) => {
      if (!signal.aborted) process.stderr.write(`The web app could not be built: ${error.message}\n`)
      return undefined
    })

/** What the command line says overrules the settings. */
const readWords = (words: string[]): Partial<Config> => {
  try {
    const { values } = parseArgs({ args: words, options: { roles: { type: 'string' } } })
    return values.roles === undefined ? {} : { roles: readRoles('--roles', values.roles) }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${(error as Error).message} Start takes: --roles api, --roles worker, or none.`)
  }
}

const greeting = (app: App, config: Config): string =>
  config.roles.has('api') ? apiGreeting(app, config) : workerGreeting(app)

const workerGreeting = ({ url, sandboxUrl }: App): string =>
  `\nMasa is running as a worker. Stop it with Ctrl-C.\n\n  ${'Probes:'.padEnd(15)}${url}/readyz\n  ${'Sandbox:'.padEnd(15)}${sandboxUrl ?? 'off: messages go to WhatsApp'}\n\n`

const apiGreeting = (app: App, config: Config): string => {
  const { url, sandboxUrl, firstAdministrator, administratorEmail } = app
  const password = firstAdministrator?.drawnPassword
  const email = administratorEmail ?? config.adminEmail
  const rows: [string, string][] = [
    ['Inbox', `${url}/`],
    ['API', `${url}/v1`],
    ['Documentation', `${url}/docs`],
    ['Sandbox', sandboxUrl ?? 'off: messages go to WhatsApp'],
    ['Sign-in', email],
    ['Password', passwordLine(app, config)],
  ]
  const table = rows.map(([name, value]) => `  ${`${name}:`.padEnd(15)}${value}`).join('\n')
  const asWhat = config.roles.has('worker') ? '' : ' as an API; workers send what it takes in'
  return `\nMasa is running${asWhat}. Stop it with Ctrl-C.\n\n${table}\n${warning(config)}\n  ${CURL_INTRO[sandboxUrl ? 'sandbox' : 'real']}\n\n${curl(url, email, password, sandboxUrl !== undefined)}\n\n`
}

const passwordLine = ({ firstAdministrator }: App, { secrets }: Config): string => {
  if (firstAdministrator?.drawnPassword) return `${firstAdministrator.drawnPassword}   (shown this once)`
  if (firstAdministrator) return 'as set in MASA_ADMIN_PASSWORD'
  const hint = 'forgotten? npm run masa -- user reset-password EMAIL'
  return secrets.adminPassword === undefined
    ? hint
    : `set at the first start, which alone uses MASA_ADMIN_PASSWORD; ${hint}`
}

/** Whom the API will refuse, told before they wonder. */
const warning = ({ host, secrets, trustedProxies }: Config): string => {
  const isLoopback = /^(localhost|127\.|::1$)/.test(host)
  if (isLoopback || secrets.tls || trustedProxies.length > 0) return ''
  return `\n  The API answers other machines over HTTPS only: set MASA_TLS_CERT and MASA_TLS_KEY, or MASA_TRUST_PROXY.\n`
}

const CURL_INTRO = {
  sandbox: 'Send a first message (it goes to the sandbox):',
  real: 'List your numbers:',
}

/** A command that works as it is pasted; it asks for the password where that is not known. */
const curl = (url: string, email: string, password: string | undefined, isSandboxOn: boolean): string => {
  const insecure = url.startsWith('https:') ? ' -k' : ''
  const ask = password === undefined ? `printf 'Password: '; read -r PASSWORD\n` : ''
  const login = `TOKEN=$(curl -s${insecure} ${url}/v1/login -d email='${email}' --data-urlencode password=${password === undefined ? '"$PASSWORD"' : `'${password}'`} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`
  const call = isSandboxOn
    ? `curl${insecure} ${url}/v1/integrations/11/conversations/messages -H "Authorization: Bearer $TOKEN" -d to=905555555555 -d text='Hello!'`
    : `curl${insecure} ${url}/v1/integrations -H "Authorization: Bearer $TOKEN"`
  return `${ask}${login}\n${call}`
}
