import { setTimeout as sleep } from 'node:timers/promises'
import type { Program } from './program.ts'

type SandboxMessage = { body: { biz_opaque_callback_data: string }; statuses: { webhook_taken: boolean }[] }

/** What became of the messages of a load, in the sandbox and in the program. */
export type Verdict = {
  /** How often the sandbox accepted each of our message ids. */
  acceptances: Map<string, number>
  /** What `GET …/messages/{id}` says of the acknowledged ones. */
  told: Map<string, { status: string; error?: { code: number; what_to_do: string } }>
  /** Messages that have been *unknown* at any time. */
  everUnknown: Set<string>
}

/** Waits until nothing is on its way any more, then looks at everything. */
export const reachVerdict = async (
  program: Program,
  token: string,
  acknowledged: string[],
  withinMs: number,
): Promise<Verdict> => {
  const until = Date.now() + withinMs
  for (let open = await findOpen(program); open.length > 0; open = await findOpen(program)) {
    if (Date.now() > until) throw new Error(`Not settled in time: ${JSON.stringify(open.slice(0, 20))}`)
    await sleep(200)
  }
  const acceptances = new Map<string, number>()
  for (const { body } of await listSandboxMessages(program)) {
    const id = body.biz_opaque_callback_data
    acceptances.set(id, (acceptances.get(id) ?? 0) + 1)
  }
  const told: Verdict['told'] = new Map()
  for (let from = 0; from < acknowledged.length; from += 50)
    await Promise.all(
      acknowledged.slice(from, from + 50).map(async (id) => {
        const answer = await fetch(`${program.url}/v1/integrations/11/conversations/messages/${id}`, {
          headers: { authorization: `Bearer ${token}` },
        })
        told.set(id, (await answer.json()) as { status: string })
      }),
    )
  const unknown = await program.query(`
    select distinct data->>'message_id' as id from events
    where type = 'message.status' and data->>'status' = 'unknown'`)
  return { acceptances, told, everUnknown: new Set(unknown.map(({ id }) => id as string)) }
}

const listSandboxMessages = async ({ sandboxUrl }: Program): Promise<SandboxMessage[]> =>
  (await (await fetch(`${sandboxUrl}/_sandbox/messages`)).json()) as SandboxMessage[]

/** What is not settled: queued or being sent, or of which the sandbox has yet to tell a status. */
const findOpen = async (program: Program): Promise<unknown[]> => {
  const queued = await program.query(`
    select message_id, state, attempts, waits_for_media, claimed_by, not_before::text from message_queue
    where state <> 'unknown' limit 20`)
  if (queued.length > 0) return queued
  const untold = (await listSandboxMessages(program)).filter(
    ({ statuses }) => statuses.length < 3 || statuses.some(({ webhook_taken }) => !webhook_taken),
  )
  if (untold.length > 0) return untold
  return program.query(`select id, received_at::text from inbound_events where state = 'received' limit 20`)
}
