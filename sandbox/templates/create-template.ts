import { commit, type Sandbox } from '../context.ts'
import { invalidParameter } from '../graph/graph-error.ts'
import { createDigits } from '../ids.ts'
import { fillAuthenticationTexts } from './authentication-text.ts'
import { checkDefinition, refuseOwnWords } from './check-definition.ts'
import { badDefinition, subcodes } from './definition-error.ts'
import { readComponents } from './read-components.ts'
import { scheduleReview } from './review.ts'
import { categories, isTemplateLanguage, type Template, templateKey } from './template.ts'

export const readCategory = (value: unknown): string => {
  const category = String(value ?? '').toUpperCase()
  if (!categories.some((known) => known === category)) {
    throw invalidParameter(
      `Param category must be one of {${categories.join(', ')}}; got ${JSON.stringify(value)}.`,
    )
  }
  return category
}

const readName = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[a-z0-9_]{1,512}$/.test(value)) {
    throw invalidParameter('Param name must be 1 to 512 small letters, digits and underscores.')
  }
  return value
}

const readLanguage = (value: unknown): string => {
  const language = String(value ?? '').replace('-', '_')
  if (!isTemplateLanguage(language))
    throw invalidParameter(
      `Param language must be a language code such as en_US or tr; got ${JSON.stringify(value)}.`,
    )
  return language
}

const ttlRanges: Record<string, [number, number]> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
}

/** Seconds, in the category's range, or -1 for thirty days. */
export const readTtl = (value: unknown, category: string): number | undefined => {
  if (value === undefined || value === null) return undefined
  const seconds = Number(value)
  const [min, max] = ttlRanges[category]!
  if (!Number.isInteger(seconds) || (seconds !== -1 && (seconds < min || seconds > max))) {
    throw badDefinition(`message_send_ttl_seconds must be -1, or ${min} to ${max} for ${category}.`)
  }
  return seconds
}

/** Takes a template in for review (Cloud API, templates: create). It is PENDING until the review is over. */
export const createTemplate = (sandbox: Sandbox, fields: Record<string, unknown>): Template => {
  const { state } = sandbox
  const now = sandbox.now()
  const category = readCategory(fields['category'])
  const name = readName(fields['name'])
  const language = readLanguage(fields['language'])
  const parameterFormat = String(fields['parameter_format'] ?? 'POSITIONAL').toUpperCase()
  if (parameterFormat !== 'POSITIONAL' && parameterFormat !== 'NAMED') {
    throw invalidParameter('Param parameter_format must be one of {POSITIONAL, NAMED}.')
  }
  const components = readComponents(fields['components'])
  checkDefinition({ category, components, parameterFormat })
  refuseOwnWords(category, components)
  if (state.templatesByKey.has(templateKey({ name, language }))) {
    throw badDefinition(`There is already ${language} content for the template ${name}.`, subcodes.exists)
  }
  const keptUntil = state.keptTemplateKeys.get(templateKey({ name, language })) ?? 0
  if (keptUntil > now) {
    const days = Math.ceil((keptUntil - now) / 86_400_000)
    throw badDefinition(
      `New ${language} content cannot be added to ${name} while the old one is being deleted. Try again in ${days} days, or use another name.`,
      subcodes.deletedLately,
    )
  }
  const ttl = readTtl(fields['message_send_ttl_seconds'], category)
  const template: Template = {
    id: createDigits(15),
    name,
    language,
    category,
    parameterFormat,
    components: category === 'AUTHENTICATION' ? fillAuthenticationTexts(components, language) : components,
    status: 'PENDING',
    rejectedReason: 'NONE',
    qualityScore: 'UNKNOWN',
    qualityAt: now,
    ...(ttl !== undefined && { messageSendTtlSeconds: ttl }),
    createdAt: now,
    updatedAt: now,
    reviewAt: now + state.settings.review_ms,
  }
  commit(sandbox, { t: 'template', template })
  scheduleReview(sandbox, template)
  return template
}
