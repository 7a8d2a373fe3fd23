import type { HttpApp } from '../http/app-type.ts'
import type { AccountDependencies } from './dependencies.ts'
import { askPasswordResetRoute } from './routes/ask-password-reset.ts'
import { changeMeRoute } from './routes/change-me.ts'
import { changeUserRoute } from './routes/change-user.ts'
import { confirmPasswordResetRoute } from './routes/confirm-password-reset.ts'
import { confirmTwoFactorRoute } from './routes/confirm-two-factor.ts'
import { createKeyRoute } from './routes/create-key.ts'
import { createResetLinkRoute } from './routes/create-reset-link.ts'
import { createSessionRoute } from './routes/create-session.ts'
import { createTokenRoute } from './routes/create-token.ts'
import { createUserRoute } from './routes/create-user.ts'
import { deleteKeyRoute } from './routes/delete-key.ts'
import { deleteSessionRoute } from './routes/delete-session.ts'
import { disableUserRoute } from './routes/disable-user.ts'
import { endSessionRoute } from './routes/end-session.ts'
import { endSessionsRoute } from './routes/end-sessions.ts'
import { getMeRoute } from './routes/get-me.ts'
import { getSessionRoute } from './routes/get-session.ts'
import { getUserRoute } from './routes/get-user.ts'
import { listAuditLogRoute } from './routes/list-audit-log.ts'
import { listKeysRoute } from './routes/list-keys.ts'
import { listSessionsRoute } from './routes/list-sessions.ts'
import { listUsersRoute } from './routes/list-users.ts'
import { removeTwoFactorRoute } from './routes/remove-two-factor.ts'
import { revokeTokenRoute } from './routes/revoke-token.ts'
import { startTwoFactorRoute } from './routes/start-two-factor.ts'
import { stopTwoFactorRoute } from './routes/stop-two-factor.ts'

/** All routes of accounts, below /v1. */
export const addAccountRoutes = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { database, authenticator, publicUrl } = dependencies
  createTokenRoute(app, dependencies)
  revokeTokenRoute(app, database, authenticator)
  askPasswordResetRoute(app, dependencies)
  confirmPasswordResetRoute(app, dependencies)
  createSessionRoute(app, dependencies)
  getSessionRoute(app, dependencies)
  deleteSessionRoute(app, dependencies)
  listSessionsRoute(app, dependencies)
  endSessionsRoute(app, dependencies)
  endSessionRoute(app, dependencies)
  getMeRoute(app, database)
  changeMeRoute(app, dependencies)
  startTwoFactorRoute(app, dependencies)
  confirmTwoFactorRoute(app, dependencies)
  stopTwoFactorRoute(app, dependencies)
  listUsersRoute(app, dependencies)
  createUserRoute(app, dependencies)
  getUserRoute(app, dependencies)
  changeUserRoute(app, dependencies)
  disableUserRoute(app, dependencies)
  createResetLinkRoute(app, dependencies)
  removeTwoFactorRoute(app, dependencies)
  listAuditLogRoute(app, dependencies)
  listKeysRoute(app, database, publicUrl)
  createKeyRoute(app, database)
  deleteKeyRoute(app, database, authenticator)
}
