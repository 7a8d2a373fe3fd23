import { asList, asRecord, asWholeNumber, parseJson } from './json-reading.ts'

/** How much of Meta's call limits is used up, over all counters of an answer's headers. */
export type GraphUsage = {
  /** The fullest counter: 100 and more is throttled. */
  highestPercent: number
  /** Meta's own estimate of when calls pass again; 0 when none is given. */
  regainAccessMs: number
}

type Headers = Record<string, string | string[] | undefined>

const counters = ['call_count', 'total_cputime', 'total_time'] as const

const readHeader = (headers: Headers, name: string): unknown => {
  const value = headers[name]
  return typeof value === 'string' ? parseJson(value) : undefined
}

/**
 * `x-app-usage` and `x-business-use-case-usage` (Cloud API, ground rules: usage headers);
 * `estimated_time_to_regain_access` is in minutes. Undefined when neither header can be read.
 */
export const readUsage = (headers: Headers): GraphUsage | undefined => {
  const app = asRecord(readHeader(headers, 'x-app-usage'))
  const business = asRecord(readHeader(headers, 'x-business-use-case-usage'))
  if (!app && !business) return undefined
  const usage: GraphUsage = { highestPercent: 0, regainAccessMs: 0 }
  for (const entry of [app, ...Object.values(business ?? {}).flatMap(asList)].map(asRecord)) {
    if (!entry) continue
    for (const counter of counters) {
      usage.highestPercent = Math.max(usage.highestPercent, asWholeNumber(entry[counter]) ?? 0)
    }
    const minutes = asWholeNumber(entry.estimated_time_to_regain_access) ?? 0
    usage.regainAccessMs = Math.max(usage.regainAccessMs, minutes * 60_000)
  }
  return usage
}
