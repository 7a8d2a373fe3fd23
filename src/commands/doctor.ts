import type { Config } from '../config/config.ts'
import { createSecretBox, loadSecretKey } from '../config/secret-box.ts'
import { StartError } from '../error.ts'
import { createIntegrationDirectory, type Integration } from '../integrations/directory.ts'
import { examine } from '../integrations/doctor/doctor.ts'
import { NOTHING } from '../integrations/doctor/finding.ts'
import { createGraphClient } from '../whatsapp/graph-client.ts'
import { withDatabase } from './with-database.ts'

/** `masa doctor [ID]`: what is well with a number, or with all, and what is not. Ends with 1 when something is not. */
export const doctorCommand = (config: Config, [id]: string[]): Promise<void> =>
  withDatabase(config, async (database) => {
    const secrets = createSecretBox(loadSecretKey(config))
    const all = await createIntegrationDirectory(database, secrets).list()
    const chosen = id === undefined ? all : all.filter((one) => String(one.id) === id)
    if (chosen.length === 0)
      throw new StartError(
        id === undefined
          ? 'No number is connected yet.'
          : 'There is no such integration. See: integration list',
      )
    for (const integration of chosen) {
      const baseUrl = integration.isSandbox ? `http://127.0.0.1:${config.sandboxPort}` : config.graphUrl
      const graph = createGraphClient({ baseUrl })
      const { publicUrl, webhookAllow: allow } = config
      const findings = await examine({ integration, database, graph, publicUrl, allow, now: Date.now })
      await graph.close()
      process.stdout.write(`${headline(integration)}\n`)
      for (const { ok, title, whatToDo } of findings)
        process.stdout.write(
          `  ${ok ? '✓' : '✗'} ${title}${whatToDo === NOTHING ? '' : `\n    → ${whatToDo}`}\n`,
        )
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1
    }
  })

const headline = ({ id, phoneNumber, displayName }: Integration): string =>
  [id, phoneNumber, displayName].filter((part) => part !== '').join('  ')
