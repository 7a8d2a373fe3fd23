import { sql } from 'kysely'
import { type Database, isContended, isPassing } from '../database/database.ts'
import { describeNews, type ToldNews } from '../integrations/apply-news.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import type { WishWords } from '../opt-outs/words.ts'
import { createWakeUp } from '../wake-up.ts'
import { type Applied, applyNextEvents } from './apply-events.ts'
import { reviveStatuses } from './waiting-statuses.ts'

type Options = {
  database: Database
  directory: IntegrationDirectory
  /** By which people say that they want no marketing, or want it again. */
  words?: WishWords
  log: Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>
  /** Told when events were appended to the log. */
  onAppended?: () => void
  onTemplatesChanged?: () => void
  /** Numbers were stopped or let go again. */
  onIntegrationsChanged?: (integrationIds: number[]) => void
  /** Events applied in one transaction. */
  batchSize?: number
  pollMs?: number
}

/** Applies stored events, oldest first. */
export type IngestWorker = {
  wake(): void
  stop(): Promise<void>
}

/** Tries of a batch that another transaction stood in the way of, before it waits for the next turn. */
const MAX_TRIES = 5

export const startIngestWorker = (options: Options): IngestWorker => {
  const { database, directory, words, log, batchSize = 100, pollMs = 1_000 } = options
  let isStopped = false
  const wakeUp = createWakeUp()

  const applyBatch = async (limit: number, onTaken?: (ids: string[]) => void): Promise<Applied> => {
    for (let attempt = 1; ; attempt += 1)
      try {
        const applied = await applyNextEvents({ database, directory, limit, words, onTaken })
        if (applied.eventIds.length > 0) await tellOthers(applied)
        return applied
      } catch (error) {
        if (!isContended(error) || attempt === MAX_TRIES) throw error
      }
  }

  const tellOthers = async ({ waiting, news, hasTemplateNews }: Applied): Promise<void> => {
    options.onAppended?.()
    if (hasTemplateNews) options.onTemplatesChanged?.()
    if (news.length > 0) {
      directory.forget()
      for (const one of news) tellOperator(one)
      options.onIntegrationsChanged?.(news.map(({ integrationId }) => integrationId))
    }
    // Their messages may have been stored while this batch was looking for them.
    if (waiting.length > 0 && (await reviveStatuses(database, waiting)) > 0) wakeUp.ring()
  }

  const tellOperator = (news: ToldNews): void => {
    const { level, words } = describeNews(news)
    log[level]({ integration_id: news.integrationId, field: news.field, event: news.event }, words)
  }

  // One event that cannot be applied must not hold up the others: it is set aside with the reason.
  const applyOneByOne = async (): Promise<void> => {
    for (let done = 0; done < batchSize && !isStopped; done += 1) {
      let taken: string[] = []
      const count = await applyBatch(1, (ids) => {
        taken = ids
      }).then(
        ({ eventIds }) => eventIds.length,
        async (error: unknown) => {
          if (isPassing(error)) throw error
          log.error({ err: error }, 'An event of WhatsApp could not be applied; it is kept as unprocessed')
          for (const id of taken) await setAside(database, id, String((error as Error).message))
          return taken.length
        },
      )
      if (count === 0) return
    }
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      wakeUp.clear()
      let hasMore = false
      try {
        ;({ hasMore } = await applyBatch(batchSize))
      } catch (error) {
        if (isPassing(error)) log.error({ err: error }, 'Could not apply events; trying again')
        else {
          log.warn({ err: error }, 'Could not apply a batch of events; applying them one by one')
          await applyOneByOne().catch((again) => log.error({ err: again }, 'Could not apply events'))
        }
      }
      if (!hasMore) await wakeUp.wait(pollMs)
    }
  }

  const running = run()
  return {
    wake: wakeUp.ring,
    stop: async () => {
      isStopped = true
      wakeUp.ring()
      await running
    },
  }
}

const setAside = async (database: Database, id: string, reason: string): Promise<void> => {
  await sql`
    update inbound_events set state = 'unprocessed', reason = ${reason}, applied_at = now()
    where id = ${id} and state = 'received'`.execute(database)
}
