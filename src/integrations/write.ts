import { appendAudit } from '../accounts/audit-log.ts'
import type { SecretBox } from '../config/secret-box.ts'
import type { Database, Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { CheckedCredentials } from './check-credentials.ts'
import type { NumberBody } from './fields.ts'
import { storeNumber } from './store-number.ts'
import { insertCancelJob, insertConnectJob, insertSyncNumberJob } from './sync-jobs.ts'

type Checked = Exclude<CheckedCredentials, { kind: 'refused' }>

/**
 * Connects a number, and answers its id: the old one, with its history, when it was deleted before. It is pending
 * until WhatsApp could be asked. Undefined when the number is connected already.
 */
export const insertIntegration = (
  { database, secrets }: { database: Database; secrets: SecretBox },
  body: NumberBody,
  checked: Checked,
  actor: string,
): Promise<number | undefined> =>
  database.transaction().execute(async (tx) => {
    const values = {
      ...columnsOf(body, secrets),
      status: 'pending' as const,
      status_reason: checked.kind === 'unreachable' ? checked.reason : null,
      suspended_by: null,
      deleted_at: null,
    }
    const deleted = await tx
      .updateTable('integrations')
      .set({ ...values, updated_at: new Date() })
      .where('phone_number_id', '=', body.phone_number_id)
      .where('deleted_at', 'is not', null)
      .returning('id')
      .executeTakeFirst()
    const inserted =
      deleted ??
      (await tx
        .insertInto('integrations')
        .values({ phone_number: '', ...values })
        .onConflict((conflict) => conflict.column('phone_number_id').doNothing())
        .returning('id')
        .executeTakeFirst())
    if (!inserted) return undefined
    const { id } = inserted
    await appendAudit(tx, {
      actor,
      action: 'integration.created',
      subject: `integration:${id}`,
      details: { phone_number_id: body.phone_number_id, waba_id: body.waba_id, again: deleted !== undefined },
    })
    if (checked.kind === 'accepted') await storeNumber(tx, id, checked.number, checked.askedAt)
    else await tellStatus(tx, id, 'pending')
    await insertConnectJob(tx, id)
    return id
  })

/** Changes what is named. Answers false when there is no such number. The audit log has the names of the fields alone. */
export const updateIntegration = (
  { database, secrets }: { database: Database; secrets: SecretBox },
  id: number,
  change: Partial<NumberBody>,
  checked: Checked | undefined,
  actor: string,
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('integrations')
      .set({ ...changedColumns(change, secrets), updated_at: new Date() })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .returning('status')
      .executeTakeFirst()
    if (!row) return false
    const changed = Object.keys(change)
    await appendAudit(tx, {
      actor,
      action: 'integration.changed',
      subject: `integration:${id}`,
      details: { changed },
    })
    await appendEvents(tx, [
      { type: 'integration.status', integrationId: id, data: { status: row.status, changed } },
    ])
    if (checked?.kind === 'accepted') await storeNumber(tx, id, checked.number, checked.askedAt)
    if (changed.some((name) => !NEEDS_NO_CONNECTION.has(name))) await insertConnectJob(tx, id)
    else if (change.throughput === 0) await insertSyncNumberJob(tx, id)
    return true
  })

/** With these changed, nothing is to be told to WhatsApp. */
const NEEDS_NO_CONNECTION = new Set(['display_name', 'throughput'])

/**
 * Ends sending and receiving and wipes the credentials. The row stays, for the messages that are stored; what is
 * still queued is cancelled. Answers false when there is no such number.
 */
export const deleteIntegration = (database: Database, id: number, actor: string): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const nothing = Buffer.alloc(0)
    const row = await tx
      .updateTable('integrations')
      .set({
        status: 'suspended',
        status_reason: null,
        suspended_by: null,
        access_token_sealed: nothing,
        app_secret_sealed: nothing,
        verify_token_sealed: nothing,
        deleted_at: new Date(),
        updated_at: new Date(),
      })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .returning('phone_number_id')
      .executeTakeFirst()
    if (!row) return false
    await appendAudit(tx, {
      actor,
      action: 'integration.deleted',
      subject: `integration:${id}`,
      details: { phone_number_id: row.phone_number_id },
    })
    await tellStatus(tx, id, 'deleted')
    await insertCancelJob(tx)
    return true
  })

const tellStatus = (tx: Tx, id: number, status: string): Promise<void> =>
  appendEvents(tx, [{ type: 'integration.status', integrationId: id, data: { status } }])

const columnsOf = (body: NumberBody, { seal }: SecretBox) => ({
  display_name: body.display_name.trim(),
  phone_number_id: body.phone_number_id,
  waba_id: body.waba_id,
  app_id: body.app_id,
  access_token_sealed: seal(body.access_token),
  app_secret_sealed: seal(body.app_secret),
  verify_token_sealed: seal(body.verify_token),
  ...throughputColumns(body.throughput ?? 0),
})

const changedColumns = (change: Partial<NumberBody>, { seal }: SecretBox) => ({
  ...(change.display_name !== undefined && { display_name: change.display_name.trim() }),
  ...(change.waba_id !== undefined && { waba_id: change.waba_id }),
  ...(change.app_id !== undefined && { app_id: change.app_id }),
  ...(change.access_token !== undefined && { access_token_sealed: seal(change.access_token) }),
  ...(change.app_secret !== undefined && { app_secret_sealed: seal(change.app_secret) }),
  ...(change.verify_token !== undefined && { verify_token_sealed: seal(change.verify_token) }),
  ...(change.throughput !== undefined && throughputColumns(change.throughput)),
})

/** What WhatsApp allows a number that is not upgraded (Cloud API, throughput). */
const USUAL_PER_SECOND = 80

/** 0 leaves it to WhatsApp, which is asked next. */
const throughputColumns = (perSecond: number) =>
  perSecond === 0
    ? { own_throughput: null, messages_per_second: USUAL_PER_SECOND }
    : { own_throughput: perSecond, messages_per_second: perSecond }
