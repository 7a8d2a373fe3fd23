import { commit, type Sandbox } from '../context.ts'
import type { Update } from './update.ts'

/** Puts down that these updates need not be told again, not even after a restart. */
export const settleUpdates = (
  sandbox: Pick<Sandbox, 'state' | 'journal' | 'feed'>,
  updates: Update[],
): void => {
  const s: number[] = []
  const i: number[] = []
  const e: number[] = []
  for (const update of updates) {
    if (update.kind === 'status') s.push(update.message.n * 4 + update.place)
    else if (update.kind === 'inbound') {
      i.push(update.message.n)
      sandbox.feed.touch(update.message.party, update.message.numberId)
    } else e.push(update.event.n)
  }
  commit(sandbox, {
    t: 'taken',
    ...(s.length > 0 && { s }),
    ...(i.length > 0 && { i }),
    ...(e.length > 0 && { e }),
  })
}
