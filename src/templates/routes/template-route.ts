import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import { IdParam } from '../../http/id-param.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import type { TemplateDirectory } from '../directory.ts'
import { templateItem } from '../item.ts'
import type { TemplateItem } from '../item-schema.ts'
import { findTemplate } from '../queries.ts'
import type { SubmitDependencies } from '../submit.ts'

export const TEMPLATES = '/integrations/:integration_id/conversations/templates'

/** Whole numbers alone, so that a call of the wrong method to `templates/send` is told so. */
export const TEMPLATE = `${TEMPLATES}/:template_id(^[1-9][0-9]{0,8}$)`

export const TemplateParams = Type.Object({
  ...IntegrationParams.properties,
  template_id: { ...IdParam, examples: ['1'] },
})

export const LanguageIdField = Type.Integer({
  minimum: 1,
  maximum: 2_147_483_647,
  description: 'The language of a translation; 1 English, 2 Türkçe.',
})

export type TemplateRouteDependencies = SubmitDependencies & {
  templates: TemplateDirectory
  /** Fetches the templates of an account from Meta. Throws what went wrong. */
  syncTemplates: (wabaId: string) => Promise<void>
  /** Told when events were appended to the log. */
  onAppended: () => void
}

/** A template as the list shows it. Throws 404 for one that the account does not have. */
export const selectItem = async (
  { database }: TemplateRouteDependencies,
  wabaId: string,
  id: number,
): Promise<TemplateItem> => {
  const found = await findTemplate(database, wabaId, id)
  if (!found) throw notFound()
  return templateItem(found.template, found.translations)
}

/** What has changed is seen at once, by sends of this process and by those who follow the log. */
export const afterChange = ({ templates, onAppended }: TemplateRouteDependencies): void => {
  templates.forget()
  onAppended()
}
