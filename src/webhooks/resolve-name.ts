import { lookup, Resolver } from 'node:dns/promises'

/** The addresses of a host name, one at least. Throws with the resolver's code when there are none. */
export type ResolveName = (hostname: string) => Promise<string[]>

/** Together under the fifteen seconds of an attempt. */
const TIMEOUT_MS = 3_000
const TRIES = 2

/**
 * Asks the name servers without a thread of the process. The system's own lookup holds one of four while it
 * waits, which files and passwords need, too: a few names whose servers never answer would stop everything.
 */
export const resolveName: ResolveName = async (hostname) => {
  // A new one each time, since the machine's name servers may have changed.
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  const error = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))[0]
  if (error && !UNKNOWN_TO_SERVERS.test(error.code)) throw error
  return lookUpInTurn(hostname)
}

const UNKNOWN_TO_SERVERS = /^(ENOTFOUND|ENODATA|ECONNREFUSED)$/

/** As the system does it, by /etc/hosts and search domains. */
export const lookUp: ResolveName = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address)

let turn: Promise<unknown> = Promise.resolve()

/** One at a time, so that three threads stay free. */
const lookUpInTurn: ResolveName = (hostname) => {
  const addresses = turn.then(() => lookUp(hostname))
  turn = addresses.catch(() => undefined)
  return addresses
}
