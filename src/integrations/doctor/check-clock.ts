import { amiss, type Check, well } from './finding.ts'
import type { Patient } from './patient.ts'

/** Links, tokens and expiry times go by this clock; Meta tells its own to the second. */
const MOST_SKEW_MS = 60_000

export const checkClock = ({ graph, now }: Patient): Check => ({
  check: 'clock',
  about: "This server's clock",
  look: async () => {
    const startedAt = now()
    const theirs = await graph.askServerTime()
    if (!theirs) throw new Error("The answer of WhatsApp's server had no time")
    // Somewhere between asking and hearing the answer it was their time.
    const skewMs = (startedAt + now()) / 2 - theirs.getTime()
    const seconds = Math.round(Math.abs(skewMs) / 1_000)
    if (Math.abs(skewMs) <= MOST_SKEW_MS) return well('The clock agrees with that of WhatsApp.')
    return amiss(
      `The clock of this server is ${seconds} seconds ${skewMs > 0 ? 'ahead of' : 'behind'} that of WhatsApp.`,
      'Have the clock set by NTP (timedatectl set-ntp true).',
    )
  },
})
