import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { canReach } from '../accounts/principal.ts'
import { notFound, PublicError } from '../error.ts'
import type { Integration, IntegrationDirectory } from './directory.ts'

/** The path parameter of everything below a number. What is no positive integer is 404, like an unknown one. */
export const IntegrationParams = Type.Object({
  integration_id: Type.String({
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'The id of the integration, from the list of integrations.',
    examples: ['11'],
  }),
})

/**
 * Finds the number that the path names, before the body is looked at. 404 for one that does not exist and
 * for one that the caller was not given, alike (promise 18). Of a deleted one, administrators see the history.
 */
export const createIntegrationGuard =
  (directory: IntegrationDirectory) =>
  async (request: FastifyRequest): Promise<void> => {
    const text = (request.params as { integration_id?: string }).integration_id
    if (text === undefined) return
    const id = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
    const { principal, routeOptions } = request
    const integration = canReach(principal, id)
      ? ((await directory.find(id)) ??
        (routeOptions.config.isHistory && principal.access.has('administer')
          ? await directory.findDeleted(id)
          : undefined))
      : undefined
    if (!integration) throw notFound()
    request.integration = integration
  }

/** Throws 422 `integration_not_active` for a number that may not send. */
export const requireActive = ({
  status,
  statusReason,
}: Pick<Integration, 'status' | 'statusReason'>): void => {
  if (status === 'activated') return
  const reason = statusReason ? ` ${statusReason}` : ''
  throw new PublicError(
    422,
    'integration_not_active',
    `This integration is ${status} and cannot send.${reason}`,
  )
}
