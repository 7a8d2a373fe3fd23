import type { Integration } from '../integrations/directory.ts'
import { parseWebhook, type WebhookChange } from '../whatsapp/webhook.ts'
import { ACCOUNT_FIELDS } from '../whatsapp/webhook-account.ts'
import { TEMPLATE_FIELDS } from '../whatsapp/webhook-templates.ts'
import { parseBody } from './parse-body.ts'
import { readEchoes, readMessages } from './read/messages.ts'
import { readAccount, readTemplates } from './read/news.ts'
import { readPreferences } from './read/preferences.ts'
import { addProblem, countWork, type Reader, type RoutedChange, type Work } from './work.ts'

export type StoredEvent = { id: string; received_at: Date; body: Buffer; signed_for: number[] }

/** Who reads which field of Meta's webhooks. */
const READERS = new Map<string, Reader>([
  ['messages', readMessages],
  ['smb_message_echoes', readEchoes],
  ['user_preferences', readPreferences],
  ...TEMPLATE_FIELDS.map((field) => [field, readTemplates] as const),
  ...ACCOUNT_FIELDS.map((field) => [field, readAccount] as const),
])

/**
 * Adds what a raw event asks for. What cannot be read, or is for nobody here, becomes a problem of the event; its
 * neighbours are read all the same.
 */
export const readEvent = (event: StoredEvent, integrations: Integration[], work: Work): void => {
  const source = { eventId: event.id, receivedAt: event.received_at }
  for (const change of parseWebhook(parseBody(event.body))) {
    if (change.kind === 'unrecognised') {
      addProblem(work, source, change.reason)
      continue
    }
    const routed = route(change, event, integrations)
    if ('reason' in routed) {
      addProblem(work, source, routed.reason)
      work.hasStrangers ||= routed.isStrange
    } else readChange({ ...source, change, ...routed }, work)
  }
}

const readChange = (routed: RoutedChange, work: Work): void => {
  const { field } = routed.change
  const read = READERS.get(field)
  if (!read) {
    addProblem(work, routed, `Events of the kind ${field} are not read by this version`)
    return
  }
  const before = countWork(work)
  read(routed, work)
  if (countWork(work) === before)
    addProblem(work, routed, `A change of the field ${field} with nothing in it`)
}

type Route = Pick<RoutedChange, 'number' | 'account'> | { reason: string; isStrange: boolean }

/** For whom a change is, or why for nobody. */
const route = (
  { phoneNumberId, wabaId }: WebhookChange,
  { signed_for }: StoredEvent,
  integrations: Integration[],
): Route => {
  const number = integrations.find((one) => one.phoneNumberId === phoneNumberId)
  if (phoneNumberId !== undefined && !number)
    return { reason: `No connected number has the id ${phoneNumberId}`, isStrange: true }
  const members = integrations.filter((one) => one.wabaId === (number?.wabaId ?? wabaId))
  if (members.length === 0)
    return { reason: `No connected number belongs to the account ${wabaId}`, isStrange: true }
  const account = members.filter(({ id }) => signed_for.includes(id))
  return account.length === 0 || (number && !account.includes(number))
    ? { reason: 'Signed with the secret of another number', isStrange: false }
    : { number, account }
}
