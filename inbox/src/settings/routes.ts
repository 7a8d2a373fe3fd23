import { createRoute, redirect } from '@tanstack/react-router'
import { allow, signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'

const settings = createRoute({ getParentRoute: () => signedIn, path: 'settings' }).lazy(() =>
  import('./layout.tsx').then(({ settingsRoute }) => settingsRoute),
)

const home = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account' })
  },
})

const account = createRoute({
  getParentRoute: () => settings,
  path: 'account',
  loader: () => loadWords('account'),
}).lazy(() => import('../account/screen.tsx').then(({ accountRoute }) => accountRoute))

const quickResponses = createRoute({
  getParentRoute: () => settings,
  path: 'quick-responses',
  beforeLoad: allow('manage'),
  loader: () => loadWords('quick-responses'),
}).lazy(() => import('../quick-responses/screen.tsx').then(({ quickResponsesRoute }) => quickResponsesRoute))

const tags = createRoute({
  getParentRoute: () => settings,
  path: 'tags',
  beforeLoad: allow('manage'),
  loader: () => loadWords('tags'),
}).lazy(() => import('../tags/screen.tsx').then(({ tagsRoute }) => tagsRoute))

const closingReasons = createRoute({
  getParentRoute: () => settings,
  path: 'closing-reasons',
  beforeLoad: allow('manage'),
  loader: () => loadWords('closing-reasons'),
}).lazy(() => import('../closing-reasons/screen.tsx').then(({ closingReasonsRoute }) => closingReasonsRoute))

const autoReplies = createRoute({
  getParentRoute: () => settings,
  path: 'auto-replies',
  validateSearch: ({ number }: { number?: unknown }): { number?: number } =>
    typeof number === 'number' ? { number } : {},
  beforeLoad: allow('manage'),
  loader: () => loadWords('auto-replies'),
}).lazy(() => import('../auto-replies/screen.tsx').then(({ autoRepliesRoute }) => autoRepliesRoute))

const assignment = createRoute({
  getParentRoute: () => settings,
  path: 'assignment',
  beforeLoad: allow('manage'),
  loader: () => loadWords('assignment'),
}).lazy(() => import('../assignment/screen.tsx').then(({ assignmentRoute }) => assignmentRoute))

const team = createRoute({
  getParentRoute: () => settings,
  path: 'team',
  beforeLoad: allow('administer'),
  loader: () => loadWords('team'),
}).lazy(() => import('../team/screen.tsx').then(({ teamRoute }) => teamRoute))

const auditLog = createRoute({
  getParentRoute: () => settings,
  path: 'audit-log',
  beforeLoad: allow('administer'),
  loader: () => loadWords('audit-log'),
}).lazy(() => import('../audit-log/screen.tsx').then(({ auditLogRoute }) => auditLogRoute))

export const settingsRoutes = settings.addChildren([
  home,
  account,
  quickResponses,
  tags,
  closingReasons,
  autoReplies,
  assignment,
  team,
  auditLog,
])
