import { rm } from 'node:fs/promises'
import { type Database, isDatabaseAway } from '../database/database.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import type { MediaDownload } from '../whatsapp/media.ts'
import { checkToldSize, describeFailure, failureOf, fetchError, WRONG_HASH } from './fetch-failure.ts'
import { findWantedFile, noteNotFetched, noteStored, type WantedFile } from './fetched.ts'
import { readHash } from './read-hash.ts'
import type { IncomingFile, MediaStore } from './store.ts'
import { writeIncoming } from './write-incoming.ts'

export type FetchJob = { integration_id: number; media_id: string }

type Dependencies = {
  database: Database
  directory: IntegrationDirectory
  graphOf: (integration: Integration) => GraphClient
  store: MediaStore
  /** Events were appended to the log. */
  onAppended: () => void
}

/** How long the address in a webhook works (Cloud API, media). */
const LINK_MS = 5 * 60_000

/**
 * Fetches a customer's file from Meta's media store: from the address in the webhook while that works, else from
 * one that is asked for. Why it could not be had is noted in words each time; what may pass is thrown, too, for
 * the job to be tried again, but for the last try.
 */
export const createFetcher =
  ({ database, directory, graphOf, store, onAppended }: Dependencies) =>
  async ({ integration_id, media_id }: FetchJob, isLastTry: boolean): Promise<void> => {
    const key = { integrationId: integration_id, mediaId: media_id }
    const integration = await directory.find(integration_id)
    const wanted = integration && (await findWantedFile(database, key))
    if (!wanted) return
    try {
      const file = await download(graphOf(integration), integration, wanted, store.incomingDir)
      const filePath = await store.adopt(file).finally(() => rm(file.path, { force: true }))
      await noteStored(database, key, file, filePath)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      const failure = failureOf(error as Error)
      const isEnd = failure.isFinal || isLastTry
      await noteNotFetched(database, key, describeFailure(failure, isLastTry), isEnd)
      if (!isEnd) throw error
    }
    onAppended()
  }

const download = async (
  graph: GraphClient,
  { accessToken, phoneNumberId }: Integration,
  { url, createdAt, sha256, metaMediaId }: WantedFile,
  incomingDir: string,
): Promise<IncomingFile> => {
  const isFresh = url !== null && Date.now() - createdAt.getTime() < LINK_MS
  // Whatever is wrong with that address, there is another way.
  const direct = isFresh ? await graph.downloadMedia({ accessToken, url }).catch(() => undefined) : undefined
  if (direct) return keep(direct, sha256, incomingDir)
  const info = await graph.fetchMediaInfo({ accessToken, phoneNumberId, mediaId: metaMediaId })
  checkToldSize(info.sizeBytes)
  const answer = await graph.downloadMedia({ accessToken, url: info.url })
  return keep(answer, sha256 ?? readHash(info.sha256), incomingDir)
}

const keep = async (
  { body }: MediaDownload,
  expected: Buffer | null,
  incomingDir: string,
): Promise<IncomingFile> => {
  const file = await writeIncoming(body, incomingDir)
  if (expected === null || expected.equals(file.sha256)) return file
  await rm(file.path, { force: true })
  throw fetchError(WRONG_HASH)
}
