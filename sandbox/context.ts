import type { FaultList } from './faults/fault-list.ts'
import type { Journal } from './journal.ts'
import type { MediaFolder } from './media/media-folder.ts'
import type { UploadSessions } from './media/upload-sessions.ts'
import type { Feed } from './phone/feed.ts'
import type { TypingList } from './phone/typing-list.ts'
import type { Rates } from './rates/rates.ts'
import type { DeliveryList } from './receiver/delivery-list.ts'
import type { Schedule } from './schedule.ts'
import { applyRecord, encodeRecord, type StateRecord } from './state/records.ts'
import type { Installation, PhoneNumber, State } from './state/state.ts'
import type { Stats } from './stats.ts'
import type { Outbox } from './webhooks/outbox.ts'

/** The parts of a running sandbox, handed to every route. */
export type Sandbox = {
  state: State
  journal: Journal
  schedule: Schedule
  outbox: Outbox
  faults: FaultList
  rates: Rates
  stats: Stats
  mediaFolder: MediaFolder
  uploads: UploadSessions
  /** Tells the phone's pages what has changed. */
  feed: Feed
  typing: TypingList
  /** What the shop's receiver got. */
  deliveries: DeliveryList
  /** Unix milliseconds. */
  now(): number
  log(line: string): void
  /** Own address without a slash at the end; known once the port is open. */
  baseUrl(): string
}

/** Changes the state and appends the change to the journal. Await `journal.written()` before telling anybody. */
export const commit = (sandbox: Pick<Sandbox, 'state' | 'journal'>, record: StateRecord): void => {
  applyRecord(sandbox.state, record)
  sandbox.journal.append(encodeRecord(record))
}

/** The installation's secrets and ids; there are some from the first start on. */
export const selectInstallation = (state: State): Installation => {
  if (!state.installation) throw new Error('The installation has no secrets yet.')
  return state.installation
}

/** The number that is meant when none is named. */
export const selectFirstNumber = (state: State): PhoneNumber => {
  const [first] = state.numbers.values()
  if (!first) throw new Error('The installation has no number yet.')
  return first
}
