import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import type { AddressGuard } from './address-guard.ts'
import { lookUp, type ResolveName, resolveName } from './resolve-name.ts'

export const ADDRESS_REFUSED = 'ADDRESS_REFUSED'

type Options = { guard: AddressGuard; timeoutMs: number; resolve?: ResolveName | undefined }

/**
 * Connects to addresses that the guard lets through and to no others. A name is resolved once, and the socket
 * goes to the very addresses that were judged, so that a name which resolves to another address a moment later
 * gains nothing. An address in the URL is never looked up, and judged before.
 */
export const createGuardedConnector = ({
  guard,
  timeoutMs,
  resolve = resolveName,
}: Options): buildConnector.connector => {
  const connectTo = (allows: (address: string) => boolean, find: ResolveName) =>
    buildConnector({ timeout: timeoutMs, allowH2: false, lookup: createLookup(guard, allows, find) })
  const anywhere = connectTo(() => true, lookUp)
  const guarded = connectTo((address) => guard.findRefusal(address) === undefined, resolve)
  return (options, callback) => {
    const { protocol, host = '', hostname } = options
    if (guard.isNamed(hostname) || guard.isOwn(`${protocol}//${host}`)) return anywhere(options, callback)
    const refusal = isIP(hostname) === 0 ? undefined : guard.findRefusal(hostname)
    if (refusal !== undefined) return callback(addressRefused(refusal), null)
    return guarded(options, callback)
  }
}

type LookupOptions = { all?: boolean | undefined }
type LookupCallback = (
  error: Error | null,
  address: string | { address: string; family: number }[],
  family?: number,
) => void

const createLookup =
  (guard: AddressGuard, allows: (address: string) => boolean, find: ResolveName) =>
  (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    const answer = (addresses: string[]): void => {
      const allowed = addresses.filter(allows)
      if (allowed.length === 0) callback(addressRefused(guard.findRefusal(addresses[0] ?? '')!), '')
      else if (!options.all) callback(null, allowed[0]!, isIP(allowed[0]!))
      else
        callback(
          null,
          allowed.map((address) => ({ address, family: isIP(address) })),
        )
    }
    find(hostname).then(answer, (error) => callback(error, ''))
  }

const addressRefused = (reason: string): Error => Object.assign(new Error(reason), { code: ADDRESS_REFUSED })
