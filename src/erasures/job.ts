import { sql } from 'kysely'
import { type Database, isContended, type Tx } from '../database/database.ts'
import { erase } from './erase.ts'

export type EraseJob = { erasure_id: number }

/** After so long it is looked again whether what is being sent to somebody has ended. */
const WAIT_SECONDS = 2

/** Has somebody erased in the background, once it is committed. The key keeps it to one job that waits to be done. */
export const insertEraseJob = async (
  database: Database | Tx,
  erasureId: number,
  seconds = 0,
): Promise<void> => {
  await sql`
    select graphile_worker.add_job('erase-contact', json_build_object('erasure_id', ${erasureId}::integer),
      job_key => concat('erase-contact ', ${erasureId}::text),
      run_at => now() + make_interval(secs => ${seconds}::integer))`.execute(database)
}

type Dependencies = {
  database: Database
  /** Events were appended to the log. */
  onAppended: () => void
}

export const createEraser =
  ({ database, onAppended }: Dependencies) =>
  async ({ erasure_id }: EraseJob): Promise<void> => {
    const outcome = await erase(database, erasure_id).catch((error: unknown) => {
      if (isContended(error)) return 'waiting' as const
      throw error
    })
    onAppended()
    if (outcome === 'waiting') await insertEraseJob(database, erasure_id, WAIT_SECONDS)
  }
