import { fillInbox } from './fill-inbox.ts'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { startMasa } from './program.ts'

const FEW = 1_000
/** Chats of the large inbox; each has ten messages. */
const MANY = Number(process.env['BENCH_CHATS'] ?? 1_000_000)
const ROUNDS = 40

/** Milliseconds of a page, the middle of many. */
export type InboxPages = Record<string, number>

/**
 * The pages of the inbox, by the API, with a thousand chats and with a million in the same database: the list of all
 * and of the active ones, a chat with its last messages, one found by a name, and words that few and many messages have.
 */
export const benchInbox = async (
  installation: Installation,
): Promise<{ few: InboxPages; many: InboxPages; chats: number }> => {
  await fillInbox(installation, { from: 0, to: FEW })
  const few = await measure(installation)
  await fillInbox(installation, { from: FEW, to: MANY })
  return { few, many: await measure(installation), chats: MANY }
}

const CHATS = `/v1/integrations/${INTEGRATION_ID}/chats`

/** Of the thousand that are in both, one in the middle. */
const CHAT = `${CHATS}/1000500`

const PAGES: Record<string, string> = {
  list: '/v1/chats?limit=50',
  active: '/v1/chats?state=active&limit=50',
  unassigned: '/v1/chats?state=active&assignee=none&limit=50',
  chat: CHAT,
  messages: `${CHAT}/messages?limit=50`,
}

const measure = async ({ environment, token }: Installation): Promise<InboxPages> => {
  const masa = await startMasa(environment)
  const get = async (path: string): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${masa.port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const body = (await answer.json()) as unknown[]
    if (answer.status !== 200 || (Array.isArray(body) && body.length === 0))
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(body).slice(0, 300)}`)
  }
  const pages: InboxPages = {}
  for (const [name, path] of Object.entries(PAGES)) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now()
      await get(path)
      times.push(performance.now() - startedAt)
    }
    pages[name] = times.toSorted((a, b) => a - b)[ROUNDS / 2]!
  }
  await masa.stop()
  return pages
}
