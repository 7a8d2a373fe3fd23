import { type Static, Type } from 'typebox'
import type { AgentState } from '../database/inbox-schema.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import type { ListedAgent } from './list.ts'
import { AGENT_STATES } from './set-state.ts'

export const StateField = Type.Unsafe<AgentState>({
  type: 'string',
  enum: [...AGENT_STATES],
  description:
    '`online` gets new chats. `invisible` and `break` get none and go on with their own. `offline` has none: their active chats go to others who are online.',
  examples: ['online'],
})

export const AgentItem = Type.Object({
  id: Type.Integer({ examples: [3] }),
  name: Type.String({ examples: ['Elif Demir'] }),
  role: Type.String({ description: 'administrator, supervisor or agent.', examples: ['agent'] }),
  state: StateField,
  since: Type.String({
    description: 'Since when they are in this state.',
    examples: ['2024-05-31T06:33:30.000000Z'],
  }),
  active_chats: Type.Integer({ description: 'Active chats that are theirs.', examples: [4] }),
  is_connected: Type.Boolean({ description: 'Whether their browser was heard of in the last minute.' }),
})

export const agentItem = (agent: ListedAgent): Static<typeof AgentItem> => ({
  id: agent.id,
  name: agent.name,
  role: agent.role,
  state: agent.agent_state,
  since: formatTimestamp(agent.agent_state_since),
  active_chats: agent.active_chats,
  is_connected: agent.is_connected,
})
