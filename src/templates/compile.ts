import { assembleTemplate } from './assemble.ts'
import { type Attachment, findAttachmentError, mediaKindOf } from './attachment.ts'
import { type Checked, checkLocation, checkText } from './check-value.ts'
import type { CloudTemplate } from './cloud-template.ts'
import { type CompileError, parameterError, templateError } from './compile-error.ts'
import type { TemplateDefinition } from './definition.ts'
import { gatherValues, type WrittenValues } from './gather-values.ts'
import { findExcess, measureTexts } from './measure-text.ts'
import { createKeyResolver, type KeyResolver, listSlots, type Slot } from './variables.ts'

export type CompileResult =
  | { readonly ok: true; readonly template: CloudTemplate; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly CompileError[] }

/** A definition made ready for many recipients. */
export type PreparedTemplate = {
  readonly definition: TemplateDefinition
  /** The keys that a send must fill, in order. */
  readonly keys: readonly string[]
  /** Finds the template's key for one that a caller wrote. */
  readonly resolveKey: KeyResolver
  /** The template object for one recipient, or everything that is wrong with what was given. Never throws. */
  readonly compile: (values: WrittenValues, attachment?: Attachment) => CompileResult
}

// The Cloud API's changelog allows coupon codes of 20 characters since December 2025, one-time passwords of 15.
const COUPON_CODE_LIMIT = 20
const OTP_CODE_LIMIT = 15

const checkSlot = (slot: Slot, value: unknown, isOtp: boolean): Checked<unknown> => {
  switch (slot.kind) {
    case 'location':
      return checkLocation(value)
    case 'copy_code':
      return checkText(value, COUPON_CODE_LIMIT)
    case 'body':
      return checkText(value, isOtp ? OTP_CODE_LIMIT : undefined)
    default:
      return checkText(value)
  }
}

/** Does once what does not depend on the recipient, so that compiling for each of many is cheap. */
export const prepareTemplate = (definition: TemplateDefinition): PreparedTemplate => {
  const slots = listSlots(definition)
  const keys = slots.map(({ key }) => key)
  const indexOf = new Map(keys.map((key, index) => [key, index]))
  const resolveKey = createKeyResolver(keys)
  const texts = measureTexts(definition, slots)
  const isOtp = definition.buttons.some(({ kind }) => kind === 'otp')
  const mediaKind = mediaKindOf(definition.header)

  const compile = (written: WrittenValues, attachment?: Attachment): CompileResult => {
    if (definition.obstacles.length > 0) {
      return { ok: false, errors: definition.obstacles.map(templateError) }
    }
    const errors: CompileError[] = []
    const given = gatherValues(keys, indexOf, resolveKey, written, errors)
    const values = slots.map((slot, at) => {
      const checked = checkSlot(slot, given[at], isOtp)
      if (checked.ok) return checked.value
      errors.push(parameterError(slot.key, checked.problem))
      return ''
    })
    for (const text of texts) {
      const excess = findExcess(text, values, keys)
      if (excess) errors.push(excess)
    }
    const attachmentError = mediaKind && findAttachmentError(mediaKind, attachment)
    if (attachmentError) errors.push(attachmentError)
    if (errors.length > 0) return { ok: false, errors }

    const warnings =
      attachment && !mediaKind ? ['The attachment was ignored: this template has no place for one.'] : []
    return { ok: true, template: assembleTemplate(definition, slots, values, attachment), warnings }
  }

  return { definition, keys, resolveKey, compile }
}

/**
 * The Cloud API's `template` object for one recipient: components only for the parts that need a value, values in
 * the order of the template, or by name where it names its parameters. All that is wrong is told at once.
 */
export const compileTemplate = (
  definition: TemplateDefinition,
  values: WrittenValues,
  attachment?: Attachment,
): CompileResult => prepareTemplate(definition).compile(values, attachment)
