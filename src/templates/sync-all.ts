import type { Database } from '../database/database.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { storeTemplates } from './sync.ts'

type Dependencies = {
  database: Database
  directory: IntegrationDirectory
  graphOf: (integration: Integration) => GraphClient
  log: { warn(fields: object, message: string): void }
}

/** Fetches the templates of every account from Meta. One that fails does not keep the others from it. */
export const syncAllTemplates = async (dependencies: Dependencies): Promise<void> => {
  for (const integration of await listAccounts(dependencies))
    await syncTemplates(dependencies, integration).catch((error) =>
      dependencies.log.warn(
        { err: error, integration_id: integration.id },
        'Could not fetch the templates of a number',
      ),
    )
}

/** As `syncAllTemplates`, of one account. Throws what went wrong. */
export const syncAccountTemplates = async (dependencies: Dependencies, wabaId: string): Promise<void> => {
  const integration = (await listAccounts(dependencies)).find((one) => one.wabaId === wabaId)
  if (integration) await syncTemplates(dependencies, integration)
}

/** One number for each account that may be asked. */
const listAccounts = async ({ directory }: Dependencies): Promise<Integration[]> => {
  const active = (await directory.list()).filter(({ status }) => status === 'activated')
  return [...new Map(active.map((one) => [one.wabaId, one])).values()]
}

const syncTemplates = async (
  { database, graphOf }: Dependencies,
  integration: Integration,
): Promise<void> => {
  const { wabaId, accessToken } = integration
  const askedAt = new Date()
  const templates = await Array.fromAsync(graphOf(integration).listTemplates({ wabaId, accessToken }))
  await storeTemplates(database, wabaId, { templates, askedAt })
}
