import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnNumber } from '../../src/ingest/testing/webhooks.ts'

/**
 * Webhooks that others have recorded are not part of the project: the folder that `REPLAY_FIXTURES` names holds
 * them in `pywa`, in each file several by name.
 */
const fixtures = process.env['REPLAY_FIXTURES']
const folder = join(fixtures ?? '', 'pywa')
const files = fixtures ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

export type Json = Record<string, unknown>

/** Webhooks by name; some files nest them one deeper. */
const listPayloads = (value: Json, path: string): [string, Json][] =>
  Object.entries(value).flatMap(([name, inner]): [string, Json][] =>
    'object' in (inner as Json)
      ? [[`${path} ${name}`, inner as Json]]
      : listPayloads(inner as Json, `${path} ${name}`),
  )

/** All of them; none without the folder. */
export const recorded = files.flatMap((file) =>
  listPayloads(JSON.parse(readFileSync(join(folder, file), 'utf8')), file.replace('.json', '')),
)

/** Who stands where a recording has a placeholder for somebody. */
const PERSON = '905558200001'

/** The payload as of a number of ours, with message ids of its own and a person in place of a placeholder. */
const adopt = (value: unknown, name: string, n: number, number: OwnNumber): unknown => {
  if (Array.isArray(value)) return value.map((item) => adopt(item, name, n, number))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, adopt(item, key, n, number)]))
  if (name === 'phone_number_id') return number.phoneNumberId
  if (name === 'display_phone_number') return number.phoneNumber.slice(1)
  if (typeof value !== 'string') return value
  if (/^<.*PHONE_NUMBER>$/.test(value)) return PERSON
  return value
    .replace(/^wamid\..*$/, `wamid.${n}.${value.length}`)
    .replace(/^<.*MESSAGE_ID>$/, `wamid.${n}.x`)
    .replace(/^<.*BSUID>$/, 'TR.4711')
}

/** The `n`-th recording as if WhatsApp had sent it for a number of ours. */
export const ofNumber = (payload: Json, n: number, number: OwnNumber): { entry: Json[] } => {
  const adopted = adopt(payload, '', n, number) as { entry: Json[] }
  return { ...adopted, entry: adopted.entry.map((entry) => ({ ...entry, id: number.wabaId })) }
}
