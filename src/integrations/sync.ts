import type { Database } from '../database/database.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'
import type { Integration, IntegrationDirectory } from './directory.ts'
import { storeNumber } from './store-number.ts'
import { describeFailure } from './upstream-error.ts'

export type SyncDependencies = {
  database: Database
  directory: IntegrationDirectory
  graphOf: (integration: Pick<Integration, 'isSandbox'>) => GraphClient
  log: { warn(fields: object, message: string): void }
  /** Numbers have changed. */
  onChanged: (integrationIds: number[]) => void
}

/** Asks WhatsApp about a number and stores the answer. Throws `GraphRequestError`; why one is pending is noted then. */
export const syncNumber = async (
  { database, graphOf, onChanged }: SyncDependencies,
  integration: Integration,
): Promise<void> => {
  const { id, phoneNumberId, accessToken } = integration
  const askedAt = new Date()
  try {
    const number = await graphOf(integration).getPhoneNumber({ phoneNumberId, accessToken })
    await database.transaction().execute((tx) => storeNumber(tx, id, number, askedAt))
  } catch (error) {
    if (error instanceof GraphRequestError) await notePending(database, id, describeFailure(error))
    throw error
  } finally {
    onChanged([id])
  }
}

const notePending = async (database: Database, id: number, reason: string): Promise<void> => {
  await database
    .updateTable('integrations')
    .set({ status_reason: reason })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute()
}

/** Asks about one number, or about all: one that fails does not keep the others from it. */
export const createNumberSync =
  (dependencies: SyncDependencies) =>
  async (integrationId?: number): Promise<void> => {
    const { directory, log } = dependencies
    // The job comes with a change that this process may not have heard of.
    directory.forget()
    if (integrationId !== undefined) {
      const integration = await directory.find(integrationId)
      if (integration) await syncNumber(dependencies, integration)
      return
    }
    for (const integration of await directory.list())
      await syncNumber(dependencies, integration).catch((error) =>
        log.warn({ err: error, integration_id: integration.id }, 'Could not ask WhatsApp about a number'),
      )
  }
