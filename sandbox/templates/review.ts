import { commit, type Sandbox } from '../context.ts'
import { tellAccount } from '../webhooks/tell-account.ts'
import { findComponent } from './shape.ts'
import type { Template } from './template.ts'

type Rejection = { reason: string; rejection_info: { reason: string; recommendation: string } }

const wrongForm = {
  reason: 'The template has parameters placed next to each other, or a format that is not allowed.',
  recommendation: 'Put words between the parameters and say what each stands for.',
}

/** The reasons of the real service (Cloud API, message_template_status_update), by the end of a name. */
const rejections: Record<string, Rejection> = {
  _rejected: { reason: 'INVALID_FORMAT', rejection_info: wrongForm },
  _abusive: {
    reason: 'ABUSIVE_CONTENT',
    rejection_info: {
      reason: 'The template has words that threaten or offend.',
      recommendation: 'Take them out.',
    },
  },
  _scam: {
    reason: 'SCAM',
    rejection_info: {
      reason: 'The template looks like an attempt to deceive people.',
      recommendation: 'Say who you are, and ask for nothing secret.',
    },
  },
  _promotional: {
    reason: 'PROMOTIONAL',
    rejection_info: {
      reason: 'The template advertises, which its category does not allow.',
      recommendation: 'Choose the category MARKETING.',
    },
  },
  _miscategorised: {
    reason: 'INCORRECT_CATEGORY',
    rejection_info: {
      reason: 'The content does not fit the category.',
      recommendation: 'Choose the category that fits.',
    },
  },
  _mismatch: {
    reason: 'TAG_CONTENT_MISMATCH',
    rejection_info: {
      reason: 'The content is in another language than the template, or does not fit its samples.',
      recommendation: 'Choose the language of the text.',
    },
  },
}

/**
 * Why a review turns a template down: parameters without words between them, as Meta does, or a name that ends in
 * one of the reasons, for whoever wants to see it.
 */
const findRejection = ({ name, components }: Template): Rejection | undefined => {
  const text = findComponent(components, 'BODY')?.text ?? ''
  if (/\}\}\s*\{\{/.test(text)) return rejections['_rejected']
  return Object.entries(rejections).find(([end]) => name.endsWith(end))?.[1]
}

/** The webhook of a change in a template's life (Cloud API, message_template_status_update). */
export const tellTemplateStatus = (
  sandbox: Sandbox,
  template: Template,
  event: string,
  more: Record<string, unknown> = {},
): void =>
  tellAccount(sandbox, 'message_template_status_update', {
    event,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: 'NONE',
    message_template_category: template.category,
    ...more,
  })

const finishReview = (sandbox: Sandbox, id: string): void => {
  const template = sandbox.state.templates.get(id)
  // It may have been deleted, or submitted again, in the meantime.
  if (template?.reviewAt === undefined || template.reviewAt > sandbox.now()) return
  const { reviewAt, ...reviewed } = template
  const rejection = findRejection(template)
  const result: Template = {
    ...reviewed,
    status: rejection ? 'REJECTED' : 'APPROVED',
    ...(!rejection && { wasApproved: true }),
    rejectedReason: rejection?.reason ?? 'NONE',
    updatedAt: reviewAt,
  }
  commit(sandbox, { t: 'template', template: result })
  tellTemplateStatus(sandbox, result, result.status, rejection)
}

/** Plans the end of a template's review, if one is running. */
export const scheduleReview = (sandbox: Sandbox, { id, reviewAt }: Template): void => {
  if (reviewAt !== undefined) sandbox.schedule.at(reviewAt, () => finishReview(sandbox, id))
}
