import type { Integration } from '../integrations/directory.ts'
import type { Preference } from '../opt-outs/preferences.ts'
import type { WebhookChange } from '../whatsapp/webhook.ts'
import type { AccountNews } from '../whatsapp/webhook-account.ts'
import type { MessageStatus } from '../whatsapp/webhook-statuses.ts'
import type { TemplateNews } from '../whatsapp/webhook-templates.ts'
import type { ReceivedMessage } from './received-message.ts'

/** The raw event that something came in. */
export type Source = { eventId: string; receivedAt: Date }

/** A change with whom it is for. */
export type RoutedChange = Source & {
  change: WebhookChange
  /** The number that it speaks of; undefined for what concerns the account. */
  number: Integration | undefined
  /** All our numbers of the account whose secret signed it, in the order of their ids. */
  account: Integration[]
}

/** A status of Meta's with the number that it speaks of. */
export type ReceivedStatus = MessageStatus & Source & { integrationId: number }
export type ReceivedTemplateNews = TemplateNews & Source & { wabaId: string; integrationIds: number[] }
/** `integrationIds`: the numbers that it concerns. */
export type ReceivedAccountNews = AccountNews & Source & { integrationIds: number[] }

/** What raw events ask for, by kind. */
export type Work = {
  messages: ReceivedMessage[]
  statuses: ReceivedStatus[]
  preferences: Preference[]
  templates: ReceivedTemplateNews[]
  accounts: ReceivedAccountNews[]
  /** Why a part of an event is not applied. */
  problems: { eventId: string; reason: string }[]
  /** Something is for a number or an account that nobody here has. */
  hasStrangers: boolean
}

export const noWork = (): Work => ({
  messages: [],
  statuses: [],
  preferences: [],
  templates: [],
  accounts: [],
  problems: [],
  hasStrangers: false,
})

/** All that there is to do or to tell. */
export const countWork = ({ messages, statuses, preferences, templates, accounts, problems }: Work): number =>
  [messages, statuses, preferences, templates, accounts, problems].reduce(
    (sum, { length }) => sum + length,
    0,
  )

/** Reads the changes of one field into work; never throws, whatever the value holds. */
export type Reader = (routed: RoutedChange, work: Work) => void

export const addProblem = (work: Work, { eventId }: Source, reason: string): void => {
  work.problems.push({ eventId, reason })
}
