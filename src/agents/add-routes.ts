import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { Hearing } from './hear.ts'
import { changeAgentStateRoute } from './routes/change-agent-state.ts'
import { changeAssignmentSettingsRoute } from './routes/change-assignment-settings.ts'
import { changeOwnStateRoute } from './routes/change-own-state.ts'
import { getAssignmentSettingsRoute } from './routes/get-assignment-settings.ts'
import { leaveChatRoute } from './routes/leave-chat.ts'
import { listAgentsRoute } from './routes/list-agents.ts'
import { viewChatRoute } from './routes/view-chat.ts'
import type { Viewers } from './viewers.ts'

export type AgentDependencies = {
  database: Database
  viewers: Viewers
  hearing: Hearing
  /** Events were appended to the log. */
  onAppended: () => void
}

/** All routes of agents, below /v1. */
export const addAgentRoutes = (app: HttpApp, dependencies: AgentDependencies): void => {
  listAgentsRoute(app, dependencies)
  changeOwnStateRoute(app, dependencies)
  changeAgentStateRoute(app, dependencies)
  getAssignmentSettingsRoute(app, dependencies)
  changeAssignmentSettingsRoute(app, dependencies)
  viewChatRoute(app, dependencies)
  leaveChatRoute(app, dependencies)
}
