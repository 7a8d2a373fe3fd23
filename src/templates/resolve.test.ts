import { describe, expect, it } from 'vitest'
import { PublicError } from '../error.ts'
import { selectSendableDefinition } from './resolve.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'

const at = new Date('2026-01-02T03:04:05Z')

const template: TemplateRow = {
  id: 5,
  name: 'autumn_news',
  category: 'MARKETING',
  draftCategory: null,
  createdAt: at,
  updatedAt: at,
}

const translation = (languageCode: string, change: Partial<TranslationRow> = {}): TranslationRow => ({
  languageCode,
  metaId: '1',
  status: 'APPROVED',
  qualityScore: null,
  components: [{ type: 'BODY', text: 'Hello {{1}}' }],
  parameterFormat: 'POSITIONAL',
  rejectedReason: null,
  statusExplanation: null,
  statusChangedAt: at,
  draft: null,
  sample: null,
  submittingSince: null,
  syncedAt: at,
  updatedAt: at,
  ...change,
})

const refusal = (translations: TranslationRow[], languageId: number): PublicError => {
  try {
    selectSendableDefinition(template, translations, languageId)
  } catch (error) {
    if (error instanceof PublicError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('the translation for a send', () => {
  it.each([0, 3, 9999])(
    'is a validation error on language_id for language %d, which the template lacks',
    (id) => {
      const error = refusal([translation('tr'), translation('en')], id)
      expect(error).toMatchObject({ status: 422, code: 'failed_validation' })
      expect(error.fields).toEqual({
        language_id: [
          "The language_id field must be the language of one of this template's translations: 1 (English), 2 (Türkçe).",
        ],
      })
    },
  )

  it('is a validation error for a template without translations', () => {
    expect(refusal([], 1).message).toContain('this template has none.')
  })

  it.each([
    ['PENDING', 'in review'],
    ['IN_APPEAL', 'in review'],
    ['REJECTED', 'rejected: Meta did not approve it (INVALID_FORMAT)'],
    ['PAUSED', 'paused'],
    ['FLAGGED', 'paused'],
    ['DISABLED', 'disabled'],
    ['PENDING_DELETION', 'disabled'],
    ['DRAFT', 'draft'],
    ['SOMETHING_NEW', 'disabled: Meta gives it the status SOMETHING_NEW'],
  ])('is not sendable while Meta has it as %s, and the error says so', (status, words) => {
    const error = refusal([translation('en', { status, rejectedReason: 'INVALID_FORMAT' })], 1)
    expect(error).toMatchObject({ status: 422, code: 'template_not_sendable' })
    expect(error.message).toContain(`Its status is ${words}`)
  })

  it('is not sendable when it has parts that cannot be sent', () => {
    const components = [{ type: 'BODY', text: 'B' }, { type: 'CAROUSEL' }]
    expect(refusal([translation('en', { components })], 1)).toMatchObject({
      code: 'template_not_sendable',
      message:
        'The English translation of the template autumn_news cannot be sent. A carousel cannot be sent yet: its cards need values of their own.',
    })
  })

  it('is the one of that language, in the spelling of its code that Meta uses', () => {
    const rows = [translation('en'), translation('en-US', { components: [{ type: 'BODY', text: 'Howdy' }] })]
    expect(selectSendableDefinition(template, rows, 27)).toMatchObject({
      name: 'autumn_news',
      languageCode: 'en-US',
      body: { text: 'Howdy' },
    })
    expect(selectSendableDefinition(template, rows, 1).languageCode).toBe('en')
  })

  it('is sendable again after a reinstatement', () => {
    expect(
      selectSendableDefinition(template, [translation('en', { status: 'REINSTATED' })], 1).obstacles,
    ).toEqual([])
  })
})
