import type { Logger } from 'pino'
import { findAdministratorEmail } from './accounts/users.ts'
import { startApi } from './api.ts'
import { type Config, checkRoles } from './config/config.ts'
import { type AppOptions, type Core, startCore } from './core.ts'
import { type FirstAdministrator, makeFirstAdministrator } from './first-start.ts'
import { closeServer } from './http/close.ts'
import { listen } from './http/listen.ts'
import { probeRoutes } from './http/probes.ts'
import { createProbeServer } from './http/server.ts'
import type { IntegrationDependencies } from './integrations/add-routes.ts'
import { startWorker } from './worker.ts'

/** The running program. */
export type App = {
  /** Where it listens, such as `http://127.0.0.1:8360`: the API, or a worker's probes alone. */
  url: string
  /** Where the sandbox is; undefined while there is none. */
  sandboxUrl: string | undefined
  /** Only at the first start: the administrator that was made. */
  firstAdministrator: FirstAdministrator | undefined
  /** The first administrator that there is now. */
  administratorEmail: string | undefined
  /** Intake closed, work in flight finished, everything let go (promise 19). The same however often it is called. */
  stop(): Promise<void>
}

/**
 * Builds every part from the settings and starts it. Throws StartError for what the operator can change; what
 * had been started by then is stopped again.
 */
export const startApp = async (config: Config, log: Logger, options: AppOptions = {}): Promise<App> => {
  checkRoles(config)
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop())
      await next().catch((error) => log.error({ err: error }, 'A part did not stop cleanly'))
  }
  try {
    return { ...(await build(config, log, options, (part) => stops.push(part))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const build = async (
  config: Config,
  log: Logger,
  options: AppOptions,
  onStop: (part: () => Promise<void>) => void,
): Promise<Omit<App, 'stop'>> => {
  const core = await startCore(config, log, options, onStop)
  const numbers = createNumbers(core)
  if (config.roles.has('worker')) await startWorker(core, numbers, onStop)
  const url = config.roles.has('api')
    ? await startApi(core, numbers, onStop)
    : await startProbes(core, onStop)
  const { database, sandbox } = core
  return {
    url,
    sandboxUrl: sandbox.isOn ? sandbox.url : undefined,
    // Last, since the password is shown once: a start that fails must not have used it up.
    firstAdministrator: config.roles.has('api') ? await makeFirstAdministrator(database, config) : undefined,
    administratorEmail: await findAdministratorEmail(database),
  }
}

const createNumbers = (core: Core): IntegrationDependencies => ({
  ...core,
  publicUrl: core.config.publicUrl,
  allow: core.config.webhookAllow,
  doctorTimeoutMs: core.options.doctorTimeoutMs,
  onChanged: (integrationIds) => {
    core.directory.forget()
    core.bells.messages.ring(integrationIds)
    core.bells.events.ring()
  },
})

/** A process without the API is asked how it is all the same. */
const startProbes = async (core: Core, onStop: (part: () => Promise<void>) => void): Promise<string> => {
  const { config, log } = core
  const http = createProbeServer(config, log, (probes) => probeRoutes(probes, core))
  const url = await listen(http, config)
  onStop(() => closeServer(http))
  return url
}
