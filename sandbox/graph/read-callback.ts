import type { Callback } from '../state/state.ts'
import { invalidParameter } from './graph-error.ts'

/** Cloud API, limits: callback URL override. */
const maxUrlLength = 200

/** `override_callback_uri` and `verify_token`; undefined when there is no override, or an empty one. */
export const readCallback = (
  { override_callback_uri: url, verify_token: token }: Record<string, unknown>,
  usualToken: string,
): Callback | undefined => {
  if (url === undefined || url === null || url === '') return undefined
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalidParameter('Param override_callback_uri must be an http or https address.')
  }
  if (url.length > maxUrlLength) {
    throw invalidParameter(`Param override_callback_uri must be at most ${maxUrlLength} characters long.`)
  }
  return { url, verifyToken: typeof token === 'string' && token !== '' ? token : usualToken }
}
