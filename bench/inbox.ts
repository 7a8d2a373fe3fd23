import { fillInbox, WORDS } from './fill-inbox.ts'
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
  await installation.pool.query(`insert into tags (id, name, color) values (1, 'Refund', 'red')`)
  await fillInbox(installation, { from: 0, to: FEW })
  const few = await measure(installation, WORDS.half)
  await fillInbox(installation, { from: FEW, to: MANY })
  return { few, many: await measure(installation, WORDS.spread), chats: MANY }
}

const CHATS = `/v1/integrations/${INTEGRATION_ID}/chats`

/** Of the thousand that are in both, one in the middle. */
const CHAT = `${CHATS}/1000500`

const search = (q: string): string => `/v1/search?limit=30&q=${encodeURIComponent(q)}`

const PAGES: Record<string, string> = {
  list: '/v1/chats?limit=50',
  active: '/v1/chats?state=active&limit=50',
  unassigned: '/v1/chats?state=active&assignee=none&limit=50',
  unread: '/v1/chats?unread=true&limit=50',
  tag: '/v1/chats?tag=1&limit=50',
  archived: '/v1/chats?state=archived&limit=50',
  'by number': '/v1/chats?q=905320000500&limit=50',
  chat: CHAT,
  messages: `${CHAT}/messages?limit=50`,
  contacts: '/v1/contacts?limit=50',
  'find one': '/v1/contacts?q=905320000500&limit=50',
  'one hit': search('kod500z'),
  '900 hits': search(WORDS.recent),
  everywhere: search('siparişim'),
}

/** As many hits as there are of one word in the first thousand chats, over all times. */
const SPREAD = 'spread'

const measure = async ({ environment, token }: Installation, spread: string): Promise<InboxPages> => {
  const masa = await startMasa(environment)
  const get = async (path: string): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${masa.port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const body = (await answer.json()) as unknown[] | { hits?: unknown[] }
    const list = Array.isArray(body) ? body : (body.hits ?? [body])
    if (answer.status !== 200 || list.length === 0)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(body).slice(0, 300)}`)
  }
  const pages: InboxPages = {}
  try {
    for (const [name, path] of Object.entries({ ...PAGES, [SPREAD]: search(spread) })) {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedAt = performance.now()
        await get(path)
        times.push(performance.now() - startedAt)
      }
      pages[name] = times.toSorted((a, b) => a - b)[ROUNDS / 2]!
    }
  } finally {
    await masa.stop()
  }
  return pages
}
