import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../context.ts'
import { tellTemplateStatus } from '../templates/review.ts'
import { type Template, templateKey } from '../templates/template.ts'
import { tellAccount } from '../webhooks/tell-account.ts'
import { ControlError } from './control-error.ts'
import { readBody } from './read-body.ts'

const schema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    language: Type.String({ minLength: 1 }),
    status: Type.Optional(
      Type.Enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'IN_APPEAL']),
    ),
    reason: Type.Optional(Type.String()),
    quality_score: Type.Optional(Type.Enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN'])),
  },
  { additionalProperties: false },
)

const describeQuality = (template: Template, score: string) => ({
  previous_quality_score: template.qualityScore,
  new_quality_score: score,
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
})

/** `POST /_sandbox/templates`: a template's status or quality becomes another, and the webhooks tell it. */
export const addControlTemplates = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post('/_sandbox/templates', async (request) => {
    const { name, language, status, reason = 'NONE', quality_score: score } = readBody(schema, request)
    const template = sandbox.state.templatesByKey.get(templateKey({ name, language }))
    if (!template) throw new ControlError(`There is no template ${name} in ${language}.`, 404)
    const { reviewAt: _, ...rest } = template
    const now = sandbox.now()
    const changed: Template = {
      ...rest,
      ...(status && { status, rejectedReason: reason, updatedAt: now }),
      ...(score && { qualityScore: score, qualityAt: now }),
    }
    commit(sandbox, { t: 'template', template: changed })
    if (status) tellTemplateStatus(sandbox, changed, status, { reason })
    if (score) tellAccount(sandbox, 'message_template_quality_update', describeQuality(template, score))
    await sandbox.journal.written()
    return { id: changed.id, name, language, status: changed.status, quality_score: changed.qualityScore }
  })
}
