import { Type } from 'typebox'
import { type FieldErrors, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { selectScope } from '../../integrations/scope.ts'
import { notAPhone } from '../../messages/fields.ts'
import { parseAddress } from '../../messages/phone.ts'
import type { OptOutDependencies } from '../add-routes.ts'
import { IntegrationField, PhoneField } from '../fields.ts'
import { OptOutItem, optOutItem } from '../item.ts'
import { listOptOutsOf } from '../list.ts'
import { tellWish } from '../tell-wish.ts'

const MAX_PHONES = 1_000

/** `POST /v1/opt-outs`: all or nothing. */
export const createOptOutsRoute = (
  app: HttpApp,
  { database, directory, onAppended }: OptOutDependencies,
): void => {
  app.route({
    method: 'POST',
    url: '/opt-outs',
    schema: {
      operationId: 'createOptOuts',
      tags: ['Opt-outs'],
      summary: 'Add opt-outs',
      description:
        'Puts one or many people on the list, as if they had just said so themselves. Marketing messages to them that are still queued end as failed. One bad number refuses all.',
      body: Type.Object({
        phone: Type.Optional(PhoneField),
        phones: Type.Optional(
          Type.Array(PhoneField, {
            minItems: 1,
            maxItems: MAX_PHONES,
            description: 'Many at once, in place of phone.',
            examples: [['+905555555555', '+905555555556']],
          }),
        ),
        reason: Type.Optional(
          Type.String({ minLength: 1, maxLength: 500, examples: ['Asked for it by e-mail'] }),
        ),
        integration_id: Type.Optional(IntegrationField),
      }),
      response: {
        201: Type.Array(OptOutItem, { description: 'Those people, as the list shows them.' }),
        ...errorResponses(400, 401, 403, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ body, principal }, reply) => {
      const addresses = readPhones(body)
      const { reachable, wabaIds } = await selectScope(directory, principal, body.integration_id)
      const ids = await tellWish(database, {
        value: 'stop',
        people: wabaIds.flatMap((wabaId) => addresses.map((address) => ({ wabaId, address }))),
        source: principal.userId === undefined ? 'api' : 'user',
        actor: principal.actor,
        reason: body.reason,
      })
      onAppended()
      const rows = await listOptOutsOf(database, ids)
      return reply.code(201).send(rows.map((row) => optOutItem(row, reachable, principal)))
    },
  })
}

const readPhones = ({ phone, phones }: { phone?: string; phones?: string[] }): string[] => {
  if ((phone === undefined) === (phones === undefined))
    throw validationError({ phone: ['The phone field is required, or phones in its place.'] })
  const errors: FieldErrors = {}
  const read = (field: string, text: string): string => {
    const address = parseAddress(text)
    if (address === undefined) errors[field] = [notAPhone(field)]
    return address ?? ''
  }
  const addresses =
    phone === undefined ? phones!.map((one, n) => read(`phones.${n}`, one)) : [read('phone', phone)]
  if (Object.keys(errors).length > 0) throw validationError(errors)
  return [...new Set(addresses)]
}
