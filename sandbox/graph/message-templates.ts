import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox } from '../context.ts'
import { allParameters } from '../http/body.ts'
import { createTemplate } from '../templates/create-template.ts'
import { tellTemplateStatus } from '../templates/review.ts'
import { type Template, templateKey } from '../templates/template.ts'
import { encodeTemplate } from './encode-template.ts'
import { GraphError, invalidParameter, unknownObject } from './graph-error.ts'
import { requireAccount } from './objects.ts'
import { encodePage, readPage } from './paging.ts'

type WithId = { Params: { id: string }; Querystring: Record<string, unknown> }

/** Which property each filter of a list compares. A filter may hold several values, as JSON list or with commas. */
const filters: Record<string, (template: Template) => string> = {
  name: ({ name }) => name,
  language: ({ language }) => language,
  status: ({ status }) => status,
  category: ({ category }) => category,
  quality_score: ({ qualityScore }) => qualityScore,
}

const readValues = (value: unknown): string[] =>
  String(value)
    .replace(/^\[|\]$|"/g, '')
    .split(',')
    .map((item) => item.trim())

const isWanted = (template: Template, query: Record<string, unknown>): boolean =>
  Object.entries(filters).every(([name, read]) => {
    const wanted = query[name]
    return wanted === undefined || wanted === '' || readValues(wanted).includes(read(template))
  })

const findDoomed = ({ state }: Sandbox, { name, hsm_id: id }: Record<string, unknown>): Template[] => {
  if (id !== undefined) {
    const template = state.templates.get(String(id))
    return template && (name === undefined || template.name === name) ? [template] : []
  }
  if (typeof name !== 'string' || name === '') throw invalidParameter('The parameter name is required.')
  return [...state.templates.values()].filter((template) => template.name === name)
}

const keptForMs = 30 * 86_400_000

/** The name of a template that was approved is nobody's for 30 days (Cloud API, templates: delete). */
const keepName = (sandbox: Sandbox, template: Template): void => {
  if (template.wasApproved || template.status === 'APPROVED') {
    const until = sandbox.now() + keptForMs
    commit(sandbox, { t: 'template-key-kept', key: templateKey(template), until })
  }
}

/** `/{waba-id}/message_templates`: list, create, delete; `POST /{template-id}/unpause`. */
export const addMessageTemplates = (app: FastifyInstance, sandbox: Sandbox): void => {
  const { state } = sandbox

  app.get<WithId>('/:id/message_templates', async (request) => {
    requireAccount(state, request.params.id, 'GET')
    const wanted = [...state.templates.values()].filter((template) => isWanted(template, request.query))
    const page = readPage(wanted, request.query, ({ id }) => id)
    return encodePage(page, sandbox.baseUrl(), request, (template) =>
      encodeTemplate(sandbox, template, request.query['fields']),
    )
  })

  app.post<WithId>('/:id/message_templates', async (request) => {
    requireAccount(state, request.params.id, 'POST')
    const { id, status, category } = createTemplate(sandbox, allParameters(request))
    await sandbox.journal.written()
    return { id, status, category }
  })

  app.delete<WithId>('/:id/message_templates', async (request) => {
    requireAccount(state, request.params.id, 'DELETE')
    const doomed = findDoomed(sandbox, allParameters(request))
    if (doomed.length === 0) throw new GraphError(100, 'There is no such template.', { subcode: 2593002 })
    for (const template of doomed) {
      commit(sandbox, { t: 'template-gone', id: template.id })
      keepName(sandbox, template)
      tellTemplateStatus(sandbox, template, 'DELETED')
    }
    await sandbox.journal.written()
    return { success: true }
  })

  app.post<WithId>('/:id/unpause', async (request) => {
    const template = state.templates.get(request.params.id)
    if (!template) throw unknownObject('POST', request.params.id)
    if (template.status !== 'PAUSED') throw new GraphError(100, 'The template is not paused.')
    const unpaused: Template = { ...template, status: 'APPROVED', updatedAt: sandbox.now() }
    commit(sandbox, { t: 'template', template: unpaused })
    tellTemplateStatus(sandbox, unpaused, 'APPROVED')
    await sandbox.journal.written()
    return { success: true }
  })
}
