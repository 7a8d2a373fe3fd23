import type { Database } from '../../database/database.ts'
import { findLanguageByCode } from '../languages.ts'
import {
  type Counts,
  countClicks,
  countFailures,
  countGroups,
  countPricing,
  type Group,
  type Scope,
} from './count.ts'

/** What became of the messages of a template, as the API tells it. */
export const readStatistics = async (database: Database, scope: Scope) => {
  const groups = await countGroups(database, scope)
  const by = (keyOf: (group: Group) => string) =>
    [...Map.groupBy(groups, keyOf)].map(([key, own]) => ({ key, counts: sumCounts(own) }))
  return {
    ...sumCounts(groups),
    failures: await countFailures(database, scope),
    buttons: await countClicks(database, scope),
    pricing: await countPricing(database, scope),
    days: by(({ day }) => day).map(({ key, counts }) => ({ date: key, ...counts })),
    languages: by(({ language }) => language).map(({ key, counts }) => {
      const language = findLanguageByCode(key)
      return { language_id: language?.id ?? null, language: language?.label ?? key, ...counts }
    }),
  }
}

const NO_COUNTS: Counts = {
  messages: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  expired: 0,
  cancelled: 0,
  clicked: 0,
}

const sumCounts = (groups: readonly Counts[]): Counts =>
  groups.reduce<Counts>((sum, group) => {
    const names = Object.keys(sum) as (keyof Counts)[]
    return Object.fromEntries(names.map((name) => [name, sum[name] + group[name]])) as Counts
  }, NO_COUNTS)
