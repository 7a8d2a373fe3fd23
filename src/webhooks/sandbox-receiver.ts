import type { SecretBox } from '../config/secret-box.ts'
import type { Database, Tx } from '../database/database.ts'
import { insertEndpoint } from './endpoints.ts'
import { DEFAULT_WEBHOOK_EVENTS } from './payloads/kinds.ts'

const receiverUrl = (sandboxUrl: string): string => `${sandboxUrl}/receiver`

/** Makes the endpoint of a sandbox's number, for the made-up shop that the sandbox plays. */
export const insertSandboxEndpoint = async (
  tx: Tx,
  secrets: SecretBox,
  integrationId: number,
  sandboxUrl: string,
): Promise<void> => {
  const url = receiverUrl(sandboxUrl)
  const endpoint = {
    integrationId,
    url,
    token: '',
    events: DEFAULT_WEBHOOK_EVENTS,
    active: true,
    isSandbox: true,
  }
  await insertEndpoint(tx, secrets, endpoint, 'start')
}

/**
 * Follows the sandbox to the port that it has now, and tells its shop the secrets, which it may have lost with
 * its folder. An endpoint that was deleted, or moved elsewhere, stays so.
 */
export const connectSandboxReceiver = async (
  { database, secrets }: { database: Database; secrets: SecretBox },
  sandboxUrl: string,
): Promise<void> => {
  const endpoints = await database
    .updateTable('webhook_endpoints')
    .set({ url: receiverUrl(sandboxUrl) })
    .where('is_sandbox', '=', true)
    .returning(['secret_sealed', 'old_secret_sealed'])
    .execute()
  const sealed = endpoints.flatMap(({ secret_sealed, old_secret_sealed }) =>
    old_secret_sealed ? [secret_sealed, old_secret_sealed] : [secret_sealed],
  )
  const answer = await fetch(`${sandboxUrl}/_sandbox/receiver`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secrets: sealed.map(secrets.open) }),
  })
  await answer.text()
}
