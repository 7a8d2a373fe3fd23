import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Sandbox, selectInstallation } from '../context.ts'

/** A media's address works for five minutes (Cloud API, media). */
const linkMs = 5 * 60 * 1000

export const mediaPath = '/whatsapp_business/attachments/'

const sign = (secret: string, id: string, expiresAt: string): string =>
  createHmac('sha256', secret).update(`media ${id} ${expiresAt}`).digest('base64url')

type Parts = Pick<Sandbox, 'state' | 'baseUrl' | 'now'>

/** A fresh address of a media's bytes. It wants the bearer token beside it. */
export const createMediaLink = ({ state, baseUrl, now }: Parts, id: string): string => {
  const expiresAt = String(Math.floor((now() + linkMs) / 1000))
  const hash = sign(selectInstallation(state).appSecret, id, expiresAt)
  return `${baseUrl()}${mediaPath}?mid=${id}&ext=${expiresAt}&hash=${hash}`
}

/** Whether these are the parameters of a link of ours that has not run out. */
export const isValidMediaLink = (
  { state, now }: Parts,
  id: string,
  expiresAt: string,
  hash: string,
): boolean => {
  const expected = Buffer.from(sign(selectInstallation(state).appSecret, id, expiresAt))
  const given = Buffer.from(hash)
  return (
    expected.length === given.length && timingSafeEqual(expected, given) && Number(expiresAt) * 1000 > now()
  )
}
