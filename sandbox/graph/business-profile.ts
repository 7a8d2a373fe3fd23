import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox } from '../context.ts'
import { bodyFields } from '../http/body.ts'
import { invalid, optionalText, requireHttpUrl, requireList } from '../messages/fields.ts'
import { readFields } from './fields.ts'
import { invalidParameter } from './graph-error.ts'
import { selectNumber } from './objects.ts'

type WithId = { Params: { id: string }; Querystring: Record<string, unknown> }

/** Text fields of a profile and how long each may be. */
const textLimits = {
  about: 139,
  address: 256,
  description: 512,
  email: 128,
  vertical: 50,
  profile_picture_handle: 4096,
} as const

const readProfile = (body: Record<string, unknown>): Record<string, unknown> => {
  const profile: Record<string, unknown> = {}
  for (const [name, max] of Object.entries(textLimits)) {
    const text = optionalText(body[name], name, max)
    if (text !== undefined) profile[name] = text
  }
  if (profile['about'] === '') throw invalid('about', 'must not be empty.')
  if (body['websites'] !== undefined) {
    const websites = requireList(body['websites'], 'websites', 0, 2)
    profile['websites'] = websites.map((url, index) => requireHttpUrl(url, `websites[${index}]`))
  }
  return profile
}

/** `/{phone-number-id}/whatsapp_business_profile`: what customers see of the business. */
export const addBusinessProfile = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<WithId>('/:id/whatsapp_business_profile', async (request) => {
    const { profile } = selectNumber(sandbox.state, request.params.id, 'GET')
    const wanted = readFields(request.query['fields']) ?? ['about']
    const fields = wanted.flatMap((name) => (profile[name] === undefined ? [] : [[name, profile[name]]]))
    return { data: [{ ...Object.fromEntries(fields), messaging_product: 'whatsapp' }] }
  })

  app.post<WithId>('/:id/whatsapp_business_profile', async (request) => {
    const number = selectNumber(sandbox.state, request.params.id, 'POST')
    const body = bodyFields(request)
    if (body['messaging_product'] !== 'whatsapp') {
      throw invalidParameter('The parameter messaging_product is required and must be "whatsapp".')
    }
    commit(sandbox, {
      t: 'number',
      number: { ...number, profile: { ...number.profile, ...readProfile(body) } },
    })
    await sandbox.journal.written()
    return { success: true }
  })
}
