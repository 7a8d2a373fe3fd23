import { listInboundMessages, listMessageEchoes, type ToldMessages } from '../../whatsapp/webhook-messages.ts'
import { listAccountErrors, listStatuses } from '../../whatsapp/webhook-statuses.ts'
import { isKnownStatus } from '../apply-statuses.ts'
import { readReceived } from '../received-message.ts'
import { addProblem, type Reader, type RoutedChange, type Work } from '../work.ts'

/** Field `messages`: what customers wrote, what became of what was sent, and errors of the account. */
export const readMessages: Reader = (routed, work) => {
  const { change, number } = routed
  if (!number) return addProblem(work, routed, 'A change that names no number')
  const told = listInboundMessages(change)
  const errors = listAccountErrors(change)
  // Meta puts the reason beside a message of which it passes on nothing.
  for (const message of told.messages)
    if (message.content === undefined && message.errors.length === 0) message.errors.push(...errors)
  addMessages(told, 'inbound', routed, work)
  const count = told.messages.length + told.unrecognised.length + addStatuses(routed, work)
  if (count > 0 || errors.length === 0) return
  const { eventId, receivedAt } = routed
  const value = { errors: change.value.errors }
  work.accounts.push({
    eventId,
    receivedAt,
    at: change.at,
    field: 'errors',
    value,
    integrationIds: [number.id],
  })
}

/** Field `smb_message_echoes`: what the business wrote with its phone app. */
export const readEchoes: Reader = (routed, work) => {
  if (!routed.number) return addProblem(work, routed, 'A change that names no number')
  addMessages(listMessageEchoes(routed.change), 'outbound', routed, work)
}

const addMessages = (
  { messages, unrecognised }: ToldMessages,
  direction: 'inbound' | 'outbound',
  routed: RoutedChange,
  work: Work,
): void => {
  for (const { reason } of unrecognised) addProblem(work, routed, reason)
  for (const told of messages) {
    const received = readReceived(told, routed.number!, direction, routed.receivedAt)
    if (typeof received === 'string') addProblem(work, routed, received)
    else work.messages.push(received)
  }
}

/** Answers how many there were, known and strange. */
const addStatuses = (routed: RoutedChange, work: Work): number => {
  const { eventId, receivedAt, number } = routed
  const { statuses, unrecognised } = listStatuses(routed.change)
  for (const { reason } of unrecognised) addProblem(work, routed, reason)
  for (const status of statuses)
    if (isKnownStatus(status.status))
      work.statuses.push({ ...status, eventId, receivedAt, integrationId: number!.id })
    else addProblem(work, routed, `A status named ${status.status} is not known`)
  return statuses.length + unrecognised.length
}
