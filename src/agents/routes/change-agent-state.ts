import { Type } from 'typebox'
import type { AgentState } from '../../database/inbox-schema.ts'
import { conflict, notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { AgentItem, agentItem, StateField } from '../item.ts'
import { findAgent } from '../list.ts'
import { AGENT_STATES, setAgentState } from '../set-state.ts'

/** Nobody is made to be there who is not (Desk360, "Chat Cockpit"). */
const THERE: AgentState[] = AGENT_STATES.filter((state) => state !== 'offline')

/** `PUT /v1/agents/{id}/state`. */
export const changeAgentStateRoute = (app: HttpApp, { database, onAppended }: AgentDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/agents/:agent_id/state',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeAgentState',
      tags: ['Agents'],
      summary: 'Change the state of an agent',
      description:
        'As if they had done it themselves. Who is offline can only come back by themselves: for them the answer is 409.',
      params: Type.Object({ agent_id: IdParam }),
      body: Type.Object({ state: StateField }),
      response: { 200: AgentItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body: { state }, principal }) => {
      const id = Number(params.agent_id)
      const before = await findAgent(database, principal, id)
      if (!before) throw notFound()
      await database.transaction().execute((tx) => setAgentState(tx, id, state, THERE))
      onAppended()
      const agent = await findAgent(database, principal, id)
      if (!agent) throw notFound()
      if (agent.agent_state !== state)
        throw conflict(`${agent.name} is offline, and comes back by signing in or by setting the state.`)
      return agentItem(agent)
    },
  })
}
