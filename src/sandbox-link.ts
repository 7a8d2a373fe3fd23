import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { appendAudit } from './accounts/audit-log.ts'
import type { Config } from './config/config.ts'
import type { SecretBox } from './config/secret-box.ts'
import type { Database } from './database/database.ts'
import { StartError } from './error.ts'
import type { IntegrationDirectory } from './integrations/directory.ts'
import { storeNumber, throughputOf } from './integrations/store-number.ts'
import { storeTemplates } from './templates/sync.ts'
import { connectSandboxReceiver, insertSandboxEndpoint } from './webhooks/sandbox-receiver.ts'
import type { GraphClient } from './whatsapp/graph-client.ts'

/** The stand-in for WhatsApp, as this process sees it. */
export type Sandbox = {
  url: string
  isOn: boolean
  /** Whether this process stores the sandbox's numbers, and has its webhooks sent here. */
  isToTakeOver: boolean
  stop(): Promise<void>
}

/**
 * Starts the sandbox where it is on and nobody else has it: of several processes, the first with the API. Throws
 * StartError when something else has its port.
 */
export const findSandbox = async ({
  config: { sandbox, sandboxPort, roles, dataDir },
  directory,
}: {
  config: Config
  directory: IntegrationDirectory
}): Promise<Sandbox> => {
  // One that WhatsApp has not answered for yet is not connected, and may be a slip.
  const hasRealNumber = (await directory.list()).some(
    ({ isSandbox, status }) => !isSandbox && status !== 'pending',
  )
  const isOn = sandbox === 'auto' ? !hasRealNumber : sandbox !== 'off'
  const url = `http://127.0.0.1:${sandboxPort}`
  const elsewhere = { url, isOn, isToTakeOver: false, stop: async () => undefined }
  if (!isOn || !roles.has('api')) return elsewhere
  if (sandbox === 'external') return { ...elsewhere, isToTakeOver: true }
  try {
    return { ...(await startThread(sandboxPort, join(dataDir, 'sandbox'))), isOn, isToTakeOver: true }
  } catch (error) {
    if (await isOwnSandbox(url, directory)) return elsewhere
    throw error
  }
}

/** Two processes that are started together find the port taken before the other has stored what it holds. */
const FIRST_START_MS = 5_000

/** Whether the sandbox that answers there is the one whose numbers this installation has. */
const isOwnSandbox = async (url: string, directory: IntegrationDirectory): Promise<boolean> => {
  const credentials = await fetchCredentials(url).catch(() => undefined)
  if (!credentials) return false
  for (let waitedMs = 0; ; waitedMs += 250) {
    const known = (await directory.list()).filter(({ isSandbox }) => isSandbox)
    if (known.some(({ wabaId }) => wabaId === credentials.waba_id)) return true
    if (known.length > 0 || waitedMs >= FIRST_START_MS) return false
    await sleep(250)
    directory.forget()
  }
}

const fetchCredentials = async (url: string): Promise<Credentials> => {
  const answer = await fetch(`${url}/_sandbox/credentials`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`The sandbox at ${url} answered ${answer.status}.`)
  return (await answer.json()) as Credentials
}

/** A thread of its own: it shares nothing with the program but its life. */
const startThread = async (
  port: number,
  dataDir: string,
): Promise<{ url: string; stop(): Promise<void> }> => {
  const worker = new Worker(new URL('../sandbox/main.ts', import.meta.url), { workerData: { port, dataDir } })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    // Others may post too: the sandbox its log, Node's watch mode the files it reads.
    worker.on('message', ({ ready, failed }: { ready?: string; failed?: string }) => {
      if (ready !== undefined) resolve(ready)
      if (failed !== undefined) reject(new StartError(failed))
    })
    worker.once('error', (error) => reject(new StartError(`The sandbox did not start: ${error.message}`)))
    worker.once('exit', () => reject(new StartError('The sandbox ended while it was starting.')))
  })
  return {
    url,
    stop: async () => {
      worker.postMessage('stop')
      const timer = setTimeout(() => void worker.terminate(), 5_000)
      await exited
      clearTimeout(timer)
    },
  }
}

type Credentials = {
  app_id: string
  app_secret: string
  verify_token: string
  access_token: string
  waba_id: string
  phone_numbers: { id: string; display_phone_number: string; verified_name: string }[]
}

/** The documentation's own ids, which the sandbox's numbers and templates get, so that its samples run. */
const INTEGRATION_IDS = [11, 22]
const TEMPLATE_IDS = new Map([
  ['template_01', 1],
  ['template_02', 75],
])

/**
 * Takes over what the sandbox holds: its numbers as integrations, its templates, and its webhooks, in both
 * directions: its shop gets those of the numbers.
 */
export const takeOverSandbox = async (
  dependencies: { database: Database; secrets: SecretBox; graph: GraphClient; onStored: () => void },
  sandboxUrl: string,
  callbackUri: string,
): Promise<void> => {
  const { database, graph } = dependencies
  const credentials = await fetchCredentials(sandboxUrl)
  const { access_token: accessToken, waba_id: wabaId, verify_token: verifyToken } = credentials
  for (const [index, number] of credentials.phone_numbers.entries())
    if (INTEGRATION_IDS[index] !== undefined)
      await takeOverNumber(dependencies, credentials, number.id, INTEGRATION_IDS[index], sandboxUrl)
  await connectSandboxReceiver(dependencies, sandboxUrl)
  // A sandbox whose folder was deleted comes back as another account: templates and people stay who they are here.
  for (const table of ['templates', 'contacts', 'contact_addresses', 'contact_preferences'] as const)
    await database
      .updateTable(table)
      .set({ waba_id: wabaId })
      .where('waba_id', 'not in', database.selectFrom('integrations').select('waba_id'))
      .execute()
  const askedAt = new Date()
  const listed = await Array.fromAsync(graph.listTemplates({ wabaId, accessToken }))
  await storeTemplates(database, wabaId, { templates: listed, askedAt }, TEMPLATE_IDS)
  // The subscription is answered with a challenge, for which the verify token must be known here.
  dependencies.onStored()
  await graph.subscribeApp({ wabaId, accessToken, overrideCallbackUri: callbackUri, verifyToken })
}

const takeOverNumber = async (
  { database, secrets, graph }: { database: Database; secrets: SecretBox; graph: GraphClient },
  credentials: Credentials,
  phoneNumberId: string,
  id: number,
  sandboxUrl: string,
): Promise<void> => {
  const { access_token: accessToken, waba_id, app_id, app_secret, verify_token } = credentials
  const askedAt = new Date()
  const number = await graph.getPhoneNumber({ phoneNumberId, accessToken })
  const place = { phone_number_id: phoneNumberId, waba_id }
  const values = {
    ...place,
    app_id,
    access_token_sealed: secrets.seal(accessToken),
    app_secret_sealed: secrets.seal(app_secret),
    verify_token_sealed: secrets.seal(verify_token),
    is_sandbox: true,
  }
  const first = {
    display_name: number.verifiedName ?? phoneNumberId,
    phone_number: `+${(number.displayPhoneNumber ?? '').replace(/\D/g, '')}`,
    verified_name: number.verifiedName ?? null,
    whatsapp_status: number.status ?? null,
    messages_per_second: throughputOf(number),
    quality: number.qualityRating ?? null,
    messaging_tier: number.messagingLimit ?? null,
    synced_at: askedAt,
  }
  await database.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('integrations')
      .select(['phone_number_id', 'deleted_at'])
      .where('id', '=', id)
      .executeTakeFirst()
    // One that was deleted stays so; where it is now has to be known when it is connected again.
    if (known?.deleted_at) {
      await tx.updateTable('integrations').set(place).where('id', '=', id).execute()
      return
    }
    await tx
      .insertInto('integrations')
      .values({ id, ...first, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute()
    if (known?.phone_number_id !== phoneNumberId)
      await appendAudit(tx, {
        actor: 'start',
        action: known ? 'integration.changed' : 'integration.created',
        subject: `integration:${id}`,
        details: { phone_number_id: phoneNumberId, sandbox: true },
      })
    if (known) await storeNumber(tx, id, number, askedAt)
    else await insertSandboxEndpoint(tx, secrets, id, sandboxUrl)
  })
}
