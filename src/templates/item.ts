import { formatTimestamp } from '../http/timestamp.ts'
import { mediaKindOf } from './attachment.ts'
import { effectiveCategory } from './category.ts'
import type { Button, Header, TemplateCategory, TemplateDefinition, Variable } from './definition.ts'
import type { ButtonFields, Sample } from './editing/fields.ts'
import { findSampleUrl, readFields } from './editing/read-fields.ts'
import type { TemplateItem, TranslationItem, TranslationText } from './item-schema.ts'
import { findLanguageByCode, type Language, languages } from './languages.ts'
import { parseTranslation } from './parse-translation.ts'
import { renderTemplate, sampleValues } from './preview.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'
import {
  findStatusObstacle,
  findStatusReason,
  isActive,
  isCategoryEditable,
  isEditable,
  translationStatus,
} from './status.ts'
import { listSlots } from './variables.ts'

// Documented by value (Desk360 API, WhatsApp Message Templates); "custom" is what Meta calls utility.
const CATEGORIES: Readonly<Record<TemplateCategory, { value: number; label: string }>> = {
  MARKETING: { value: 1, label: 'template-messages.new.marketing' },
  UTILITY: { value: 2, label: 'template-messages.new.custom' },
  AUTHENTICATION: { value: 3, label: 'template-messages.new.authentication' },
}

const HEADER_TYPES: Readonly<Record<Header['kind'], { value: number; label: string } | null>> = {
  image: { value: 1, label: 'IMAGE' },
  video: { value: 2, label: 'VIDEO' },
  document: { value: 3, label: 'DOCUMENT' },
  text: { value: 4, label: 'TEXT' },
  location: { value: 5, label: 'LOCATION' },
  unknown: null,
}

const QUALITIES: Readonly<Record<string, string>> = { GREEN: 'high', YELLOW: 'medium', RED: 'low' }

/** The two languages that every template names, filled or not. */
const ALWAYS_SUPPORTED = languages.slice(0, 2)

const variableItems = (variables: readonly Variable[]) =>
  variables.length === 0
    ? null
    : variables.map(({ name, example }) => ({ id: '', key: name, value: example ?? '' }))

const buttonItem = (
  button: Button,
  written: ButtonFields | undefined,
  key: string | undefined,
): TranslationItem['buttons'][number] => ({
  ...written,
  number: button.number,
  type: button.kind,
  text: button.text,
  ...(button.kind === 'url' && { url: button.url }),
  ...(button.kind === 'phone_number' && { phone_number: button.phoneNumber }),
  ...(button.kind === 'otp' && { otp_type: button.otpType }),
  ...(button.kind === 'flow' && button.flowId !== null && { flow_id: button.flowId }),
  ...(key !== undefined && { variable: key }),
})

/** What is written in a translation, with the sample values filled in. */
const textItem = (
  definition: TemplateDefinition,
  components: unknown,
  sample: Sample | null,
): TranslationText => {
  const { header, body, buttons } = definition
  const slots = listSlots(definition)
  const fields = readFields(definition, components, sample)
  // Those that cannot be written here have no fields, so that places would not fit.
  const isWhole = fields.buttons.length === buttons.length
  return {
    header_type: header && HEADER_TYPES[header.kind],
    header_variables: header?.kind === 'text' ? variableItems(header.variables) : null,
    header: header?.kind === 'text' ? header.text : null,
    header_file: mediaKindOf(header) ? findSampleUrl(components) : null,
    header_media_id: mediaKindOf(header) && sample ? sample.mediaId : null,
    body: body.text,
    body_variables: variableItems(body.variables),
    footer: definition.footer,
    variables: slots.map(({ key }) => key),
    buttons: buttons.map((button, index) =>
      buttonItem(
        button,
        isWhole ? fields.buttons[index] : undefined,
        slots.find((slot) => 'button' in slot && slot.button === button)?.key,
      ),
    ),
    ...(definition.category === 'AUTHENTICATION' && {
      add_security_recommendation: fields.hasSecurityAdvice,
      code_expiration_minutes: fields.codeExpirationMinutes,
    }),
    preview: renderTemplate(definition, sampleValues(definition)),
  }
}

const translationItem = (template: TemplateRow, row: TranslationRow, language: Language): TranslationItem => {
  const definition = parseTranslation(template, row)
  const status = translationStatus(row.status)
  const reasons = [findStatusObstacle(row) ?? [], definition.obstacles].flat()
  return {
    language_id: language.id,
    language: language.label,
    language_code: language.code,
    ...textItem(definition, row.components, row.sample),
    editable: isEditable(row.status),
    status: status.label,
    status_value: status.value,
    status_reason: findStatusReason(row),
    status_changed_at: formatTimestamp(row.statusChangedAt),
    quality: `template-messages.quality-${QUALITIES[row.qualityScore?.toUpperCase() ?? ''] ?? 'unavailable'}`,
    updated_at: formatTimestamp(row.updatedAt),
    synced_at: row.metaId === null ? null : formatTimestamp(row.syncedAt),
    not_sendable_reason: reasons.length === 0 ? null : reasons.join(' '),
    draft:
      row.draft &&
      textItem(
        parseTranslation({ ...template, category: effectiveCategory(template) }, { ...row, ...row.draft }),
        row.draft.components,
        row.sample,
      ),
  }
}

/**
 * A template as the public API lists it (Desk360 API, WhatsApp Message Templates). Translations stand in the order
 * of their language ids; one in a language that has no id can't be named by a send, and is left out.
 */
export const templateItem = (
  template: TemplateRow,
  translations: readonly TranslationRow[],
): TemplateItem => {
  const items = translations
    .flatMap((row) => {
      const language = findLanguageByCode(row.languageCode)
      return language ? [translationItem(template, row, language)] : []
    })
    .sort((a, b) => a.language_id - b.language_id)
  const filledIds = new Set(items.filter(({ body }) => body !== '').map((item) => item.language_id))
  const isNamed = ({ id }: Language) => items.some((item) => item.language_id === id)
  const { value, label } = CATEGORIES[effectiveCategory(template)]
  return {
    id: template.id,
    name: template.name,
    category_editable: isCategoryEditable(translations.map(({ status }) => status)),
    sendable: translations.some(({ status }) => isActive(status)),
    category: { value, label, subLabel: `${label}-subtitle`, status: 1, children: [] },
    category_label: label,
    supported_languages: languages
      .filter((language) => ALWAYS_SUPPORTED.includes(language) || isNamed(language))
      .map(({ id, label: name }) => ({ label: name, value: id, filled: filledIds.has(id) })),
    translations: items,
    created_at: formatTimestamp(template.createdAt),
    updated_at: formatTimestamp(template.updatedAt),
  }
}
