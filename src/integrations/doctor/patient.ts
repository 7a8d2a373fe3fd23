import type { Database } from '../../database/database.ts'
import type { TokenInfo } from '../../whatsapp/debug-token.ts'
import type { GraphClient } from '../../whatsapp/graph-client.ts'
import type { GraphPhoneNumber } from '../../whatsapp/phone-numbers.ts'
import type { Integration } from '../directory.ts'

/** A number that is looked at. What several checks need of WhatsApp is asked once. */
export type Patient = {
  integration: Integration
  database: Database
  graph: GraphClient
  publicUrl: string | undefined
  /** Networks and host names besides the public ones that may be called. */
  allow: string[]
  /** Unix ms. */
  now: () => number
  token: () => Promise<TokenInfo>
  number: () => Promise<GraphPhoneNumber>
}

export const createPatient = (parts: Omit<Patient, 'token' | 'number'>): Patient => {
  const { graph, integration } = parts
  const { accessToken, phoneNumberId } = integration
  return {
    ...parts,
    token: once(() => graph.debugToken({ accessToken })),
    number: once(() => graph.getPhoneNumber({ accessToken, phoneNumberId })),
  }
}

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined
  return () => (asked ??= ask())
}
