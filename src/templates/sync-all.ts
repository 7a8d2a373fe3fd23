import type { Database } from '../database/database.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { storeTemplates } from './sync.ts'

/** Fetches the templates of every account from Meta. One that fails does not keep the others from it. */
export const syncAllTemplates = async (
  database: Database,
  directory: IntegrationDirectory,
  graphOf: (integration: Integration) => GraphClient,
  log: { warn(fields: object, message: string): void },
): Promise<void> => {
  const active = (await directory.list()).filter(({ status }) => status === 'activated')
  for (const integration of new Map(active.map((one) => [one.wabaId, one])).values()) {
    const { wabaId, accessToken } = integration
    try {
      const listed = await Array.fromAsync(graphOf(integration).listTemplates({ wabaId, accessToken }))
      await storeTemplates(database, wabaId, listed)
    } catch (error) {
      log.warn({ err: error, integration_id: integration.id }, 'Could not fetch the templates of a number')
    }
  }
}
