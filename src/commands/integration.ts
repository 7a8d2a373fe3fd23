import type { Config } from '../config/config.ts'
import { activateIntegration } from '../dispatch/stop.ts'
import { StartError } from '../error.ts'
import { withDatabase } from './with-database.ts'

/** `masa integration list | activate ID`. */
export const integrationCommand = (config: Config, [action, id]: string[]): Promise<void> => {
  if (action === 'list') return list(config)
  if (action === 'activate') return activate(config, Number(id))
  throw new StartError('Say what to do: integration list, or integration activate ID.')
}

const list = (config: Config): Promise<void> =>
  withDatabase(config, async (database) => {
    const rows = await database
      .selectFrom('integrations')
      .select(['id', 'phone_number', 'display_name', 'status', 'status_reason'])
      .orderBy('id')
      .execute()
    for (const { id, phone_number, display_name, status, status_reason } of rows)
      process.stdout.write(`${[id, phone_number, display_name, status, status_reason ?? ''].join('\t')}\n`)
  })

const activate = (config: Config, id: number): Promise<void> =>
  withDatabase(config, async (database) => {
    if (!Number.isSafeInteger(id) || !(await activateIntegration(database, id, 'command line')))
      throw new StartError('There is no such integration. See: integration list')
    process.stdout.write(`Integration ${id} may send again.\n`)
  })
