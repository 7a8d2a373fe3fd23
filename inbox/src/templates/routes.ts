import { createRoute } from '@tanstack/react-router'
import { readNumber } from '../shell/read-number.ts'
import { signedIn } from '../shell/routes.ts'
import { loadWords } from '../words/i18n.ts'

const ofTemplate = {
  parse: ({ integrationId, templateId }: Record<'integrationId' | 'templateId', string>) => ({
    integrationId: Number(integrationId),
    templateId,
  }),
  stringify: ({ integrationId, templateId }: { integrationId: number; templateId: string }) => ({
    integrationId: `${integrationId}`,
    templateId,
  }),
}

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: 'templates',
  validateSearch: ({ number, q }: Record<string, unknown>): { number?: number; q?: string } => ({
    ...readNumber(number),
    ...(typeof q === 'string' && q !== '' && { q }),
  }),
  loader: () => loadWords('templates'),
}).lazy(() => import('./screen.tsx').then(({ templatesRoute }) => templatesRoute))

/** `new` in place of an id is one that is being written. */
const template = createRoute({
  getParentRoute: () => signedIn,
  path: 'templates/$integrationId/$templateId',
  params: ofTemplate,
  loader: () => loadWords('templates'),
}).lazy(() => import('./editor/screen.tsx').then(({ templateRoute }) => templateRoute))

const templateStatistics = createRoute({
  getParentRoute: () => signedIn,
  path: 'templates/$integrationId/$templateId/statistics',
  params: ofTemplate,
  loader: () => loadWords('templates'),
}).lazy(() => import('./statistics/screen.tsx').then(({ statisticsRoute }) => statisticsRoute))

export const templatesRoutes = [templates, template, templateStatistics]
