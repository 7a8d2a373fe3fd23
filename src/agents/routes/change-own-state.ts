import { Type } from 'typebox'
import { requirePerson } from '../../desk/person.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { AgentItem, agentItem, StateField } from '../item.ts'
import { findAgent } from '../list.ts'
import { setAgentState } from '../set-state.ts'

/** `PUT /v1/me/state`. */
export const changeOwnStateRoute = (
  app: HttpApp,
  { database, hearing, onAppended }: AgentDependencies,
): void => {
  app.route({
    method: 'PUT',
    url: '/me/state',
    schema: {
      operationId: 'changeOwnState',
      tags: ['Agents'],
      summary: 'Change your state',
      description:
        'Begins the time of the new state. Signing in to the inbox sets `online`, signing out `offline`; whose browser is gone for ten minutes is set `offline`, but not from a break.',
      body: Type.Object({ state: StateField }),
      response: { 200: AgentItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body: { state }, principal }) => {
      const id = requirePerson(principal)
      await database.transaction().execute((tx) => setAgentState(tx, id, state))
      // Not before: a row that is being changed is passed over.
      hearing.hear(id)
      onAppended()
      const agent = await findAgent(database, principal, id)
      if (!agent) throw notFound()
      return agentItem(agent)
    },
  })
}
