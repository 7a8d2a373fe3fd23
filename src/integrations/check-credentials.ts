import type { FieldErrors } from '../error.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import type { GraphError } from '../whatsapp/graph-error.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'
import type { GraphPhoneNumber } from '../whatsapp/phone-numbers.ts'
import { describeFailure, isPassingFailure } from './upstream-error.ts'

export type Credentials = {
  phoneNumberId: string
  wabaId: string
  appId: string
  accessToken: string
  appSecret: string
}

export type CheckedCredentials =
  | { kind: 'accepted'; number: GraphPhoneNumber; askedAt: Date }
  | { kind: 'refused'; fields: FieldErrors }
  /** Nobody can say now. */
  | { kind: 'unreachable'; reason: string }

/** Tries credentials with Meta, and says which of them is wrong. */
export const checkCredentials = async (
  graph: GraphClient,
  credentials: Credentials,
): Promise<CheckedCredentials> => {
  const askedAt = new Date()
  try {
    const number = await checkNumber(graph, credentials)
    await Promise.all([checkAccount(graph, credentials), checkApp(graph, credentials)])
    return { kind: 'accepted', number, askedAt }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', fields: { [error.field]: [error.message] } }
    if (error instanceof GraphRequestError) return { kind: 'unreachable', reason: describeFailure(error) }
    throw error
  }
}

class Refusal extends Error {
  readonly field: string

  constructor(field: string, problem: string, error?: GraphRequestError) {
    super(`The ${field} field ${problem}.${error ? ` ${describeFailure(error)}` : ''}`)
    this.field = field
  }
}

/** With the proof of the app secret, and once more without when that is refused: the difference is the secret. */
const checkNumber = async (graph: GraphClient, credentials: Credentials): Promise<GraphPhoneNumber> => {
  const { phoneNumberId, accessToken, appSecret } = credentials
  try {
    return await graph.getPhoneNumber({ phoneNumberId, accessToken, appSecret })
  } catch (refused) {
    if (!isRefused(refused)) throw refused
    await graph.getPhoneNumber({ phoneNumberId, accessToken }).catch((error: unknown) => {
      throw isRefused(error) ? blame(error, 'phone_number_id') : error
    })
    throw new Refusal('app_secret', 'is not the secret of the app that the token belongs to', refused)
  }
}

const checkAccount = async (graph: GraphClient, credentials: Credentials): Promise<void> => {
  const { wabaId, accessToken, phoneNumberId } = credentials
  const numbers = await graph.listPhoneNumbers({ wabaId, accessToken }).catch((error: unknown) => {
    throw isRefused(error) ? blame(error, 'waba_id') : error
  })
  if (!numbers.some(({ id }) => id === phoneNumberId))
    throw new Refusal('waba_id', 'names an account that does not hold this number')
}

const checkApp = async (graph: GraphClient, { accessToken, appId }: Credentials): Promise<void> => {
  const info = await graph.debugToken({ accessToken }).catch((error: unknown) => {
    throw isRefused(error) ? blame(error, 'access_token') : error
  })
  if (info.appId !== undefined && info.appId !== appId)
    throw new Refusal('app_id', `is not the app of the token, which is ${info.appId}`)
}

const isRefused = (error: unknown): error is GraphRequestError =>
  error instanceof GraphRequestError && !isPassingFailure(error)

/** The field that an error is about: by its code, else the object that was asked for (Cloud API, error codes). */
const blame = (refusal: GraphRequestError, asked: string): Refusal => {
  const { code = -1 } = refusal.failure.kind === 'rejected' ? refusal.failure.error : ({} as GraphError)
  if ([0, 102, 104, 190].includes(code))
    return new Refusal('access_token', 'is not accepted by WhatsApp', refusal)
  if ([3, 10].includes(code) || (code >= 200 && code <= 299))
    return new Refusal('access_token', 'lacks a permission for this number', refusal)
  return new Refusal(asked, 'is not known to WhatsApp, or the token does not reach it', refusal)
}
