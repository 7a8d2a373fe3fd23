import { insertSyncJob } from '../templates/sync.ts'
import { type SyncDependencies, syncNumber } from './sync.ts'

/** Where WhatsApp sends its events, below the public address. */
export const callbackUriOf = (publicUrl: string): string => `${publicUrl}/whatsapp/webhook`

/**
 * What follows when a number was connected, or its credentials have changed: WhatsApp is asked about it, told to
 * send its events here, and its templates are fetched. Throws what went wrong, for the job to be tried again.
 */
export const createConnector =
  (dependencies: SyncDependencies & { publicUrl: string | undefined }) =>
  async (integrationId: number): Promise<void> => {
    const { database, directory, graphOf, publicUrl } = dependencies
    directory.forget()
    const integration = await directory.find(integrationId)
    if (!integration) return
    const { wabaId, accessToken, verifyToken } = integration
    await syncNumber(dependencies, integration)
    await database.transaction().execute((tx) => insertSyncJob(tx, wabaId))
    // The sandbox's account is subscribed to at each start, by the address that it has then.
    if (integration.isSandbox) return
    // The subscription is answered with a challenge, which the verify token has to be known for.
    await graphOf(integration).subscribeApp({
      wabaId,
      accessToken,
      ...(publicUrl !== undefined && { overrideCallbackUri: callbackUriOf(publicUrl), verifyToken }),
    })
  }
