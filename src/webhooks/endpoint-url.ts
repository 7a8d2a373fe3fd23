import { isIP } from 'node:net'
import { validationError } from '../error.ts'
import type { AddressGuard } from './address-guard.ts'

/**
 * The address of a receiver, as it was written. Throws 422 for what webhooks cannot or may not be sent to. A
 * name is judged each time it is connected to; an address that is written out, here already.
 */
export const readEndpointUrl = (text: string, guard: AddressGuard): string => {
  const written = text.trim()
  const problem = findProblem(written, guard)
  if (problem !== undefined) throw validationError({ url: [problem] })
  return written
}

const findProblem = (text: string, guard: AddressGuard): string | undefined => {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    return 'The url field must be an address that begins with https:// or http://.'
  if (url.username !== '' || url.password !== '')
    return 'The url field must not hold a user name or password: give a token in their place.'
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  if (guard.isNamed(hostname) || guard.isOwn(url.origin)) return undefined
  const refusal = isIP(hostname) === 0 ? undefined : guard.findRefusal(hostname)
  return refusal && `The url field must be a public address. ${refusal}`
}

/** Headers carry printable ASCII; blanks around a value would be lost on the way. Throws 422. */
export const readToken = (text: string): string => {
  if (/^([!-~]([ -~]*[!-~])?)?$/.test(text)) return text
  throw validationError({
    token: ['The token field must be letters, digits and signs of ASCII, without blanks around them.'],
  })
}
