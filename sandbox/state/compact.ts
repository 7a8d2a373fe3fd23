import type { Sandbox } from '../context.ts'
import { encodeState } from './snapshot.ts'

const mebibyte = 1024 * 1024
const worthwhileBytes = 16 * mebibyte

/** What a state takes in the journal, roughly: the messages are nearly all of it. */
const estimateBytes = ({ state }: Sandbox): number => {
  const [first] = state.outbound.list()
  const perMessage = 400 + (first?.packedBody.length ?? 0)
  return mebibyte + state.outbound.count() * perMessage + state.inbound.count() * 800
}

/** Rewrites a journal of which more than half is past: messages that were deleted, notes of what was taken. */
export const compactWhenGrown = async (sandbox: Sandbox): Promise<void> => {
  const { journal, log } = sandbox
  const size = journal.sizeBytes()
  if (size < worthwhileBytes || size < 2 * estimateBytes(sandbox)) return
  await journal.rewrite(encodeState(sandbox.state))
  log(`The journal was compacted from ${size} to ${journal.sizeBytes()} bytes.`)
}
