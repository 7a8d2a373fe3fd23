import { encodeRecord } from './records.ts'
import type { State } from './state.ts'

/**
 * The lines of a journal that holds the present state and nothing else. It is read in pieces while the state
 * changes: what changes meanwhile is appended behind it, and applying that once more does no harm.
 */
export function* encodeState(state: State): Generator<string> {
  if (state.installation) yield encodeRecord({ t: 'installation', installation: state.installation })
  yield encodeRecord({ t: 'receiver-secrets', secrets: state.receiverSecrets })
  yield encodeRecord({ t: 'settings', settings: state.settings })
  yield encodeRecord({ t: 'app', app: state.app })
  yield encodeRecord({ t: 'subscription', subscription: state.subscription })
  for (const number of state.numbers.values()) yield encodeRecord({ t: 'number', number })
  for (const template of state.templates.values()) yield encodeRecord({ t: 'template', template })
  for (const [key, until] of state.keptTemplateKeys)
    yield encodeRecord({ t: 'template-key-kept', key, until })
  for (const media of state.media.values()) yield encodeRecord({ t: 'media', media })
  for (const customer of state.customers.values()) yield encodeRecord({ t: 'customer', customer })
  for (const event of state.events.values()) yield encodeRecord({ t: 'event', event })
  // The numbers go on where they were, also when the last messages have been deleted.
  yield encodeRecord({
    t: 'clear',
    outbound: firstKept(state.outbound) - 1,
    inbound: firstKept(state.inbound) - 1,
  })
  for (const message of state.outbound.list()) yield encodeRecord({ t: 'outbound', message })
  for (const message of state.inbound.list()) yield encodeRecord({ t: 'inbound', message })
}

const firstKept = (log: { list(): Generator<{ n: number }>; nextN(): number }): number => {
  const first = log.list().next()
  return first.done ? log.nextN() : first.value.n
}
