import Schema from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { templateItem } from './item.ts'
import { TemplateItemSchema } from './item-schema.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'

const at = new Date('2026-01-02T03:04:05.678Z')

const template = (change: Partial<TemplateRow> = {}): TemplateRow => ({
  id: 5,
  name: 'autumn_news',
  category: 'MARKETING',
  draftCategory: null,
  createdAt: at,
  updatedAt: at,
  ...change,
})

const translation = (change: Partial<TranslationRow> = {}): TranslationRow => ({
  languageCode: 'en',
  metaId: '1',
  status: 'APPROVED',
  qualityScore: null,
  components: [{ type: 'BODY', text: 'Hello' }],
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

const only = (change: Partial<TranslationRow>) =>
  templateItem(template(), [translation(change)]).translations[0]

describe('the documented template', () => {
  const body =
    'Merhaba {{1}}, Sipariş takip numaranız: {{2}} Bu takip numarası ile siparişinizin durumunu sorgulayabilirsiniz.'
  const item = templateItem(
    {
      id: 75,
      name: 'template_02',
      category: 'UTILITY',
      draftCategory: null,
      createdAt: new Date('2024-05-30T12:14:28Z'),
      updatedAt: new Date('2024-05-31T06:33:30Z'),
    },
    [
      translation({
        languageCode: 'tr',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Merhaba {{1}} ,', example: { header_text: ['Header 1'] } },
          { type: 'BODY', text: body, example: { body_text: [['Ahmet Kara', 'SP123456789']] } },
        ],
        updatedAt: new Date('2024-05-30T12:16:37Z'),
      }),
      translation({
        status: 'PENDING',
        components: [{ type: 'BODY', text: 'English content test' }],
        updatedAt: new Date('2024-05-31T06:33:30Z'),
      }),
    ],
  )

  it('comes out field by field as it is printed', () => {
    // The fields that the documentation does not have stand apart.
    const translations = item.translations.map(
      ({
        preview: _,
        not_sendable_reason: __,
        draft: ___,
        language_code: ________,
        header_media_id: ____,
        status_reason: _____,
        status_changed_at: ______,
        synced_at: _______,
        ...documented
      }) => documented,
    )
    expect(JSON.parse(JSON.stringify({ ...item, translations }))).toEqual({
      id: 75,
      name: 'template_02',
      category_editable: false,
      sendable: true,
      category: {
        value: 2,
        label: 'template-messages.new.custom',
        subLabel: 'template-messages.new.custom-subtitle',
        status: 1,
        children: [],
      },
      category_label: 'template-messages.new.custom',
      supported_languages: [
        { label: 'English', value: 1, filled: true },
        { label: 'Türkçe', value: 2, filled: true },
      ],
      translations: [
        {
          language_id: 1,
          language: 'English',
          header_type: null,
          header_variables: null,
          header: null,
          header_file: null,
          body: 'English content test',
          body_variables: null,
          footer: null,
          variables: [],
          buttons: [],
          editable: true,
          status: 'template-messages.in-review',
          status_value: 1,
          quality: 'template-messages.quality-unavailable',
          updated_at: '2024-05-31T06:33:30.000000Z',
        },
        {
          language_id: 2,
          language: 'Türkçe',
          header_type: { value: 4, label: 'TEXT' },
          header_variables: [{ id: '', key: '1', value: 'Header 1' }],
          header: 'Merhaba {{1}} ,',
          header_file: null,
          body,
          body_variables: [
            { id: '', key: '1', value: 'Ahmet Kara' },
            { id: '', key: '2', value: 'SP123456789' },
          ],
          footer: null,
          variables: ['header-1', 'body-1', 'body-2'],
          buttons: [],
          editable: true,
          status: 'template-messages.active',
          status_value: 2,
          quality: 'template-messages.quality-unavailable',
          updated_at: '2024-05-30T12:16:37.000000Z',
        },
      ],
      created_at: '2024-05-30T12:14:28.000000Z',
      updated_at: '2024-05-31T06:33:30.000000Z',
    })
  })

  it('also shows its samples filled in, and why it cannot be sent in one language', () => {
    expect(
      item.translations.map(({ preview, not_sendable_reason }) => ({ preview, not_sendable_reason })),
    ).toEqual([
      {
        preview: { header: null, body: 'English content test', footer: null, buttons: [] },
        not_sendable_reason: 'Its status is in review: Meta has not approved it yet.',
      },
      {
        preview: {
          header: 'Merhaba Header 1 ,',
          body: 'Merhaba Ahmet Kara, Sipariş takip numaranız: SP123456789 Bu takip numarası ile siparişinizin durumunu sorgulayabilirsiniz.',
          footer: null,
          buttons: [],
        },
        not_sendable_reason: null,
      },
    ])
  })
})

describe('an item', () => {
  it('holds to its schema for whatever Meta gave', () => {
    const check = Schema.Compile(TemplateItemSchema)
    const components = [
      undefined,
      'text',
      [{ type: 'HEADER', format: 'GIF' }, { type: 'BODY', text: 7 }, { type: 'CAROUSEL' }],
      [
        { type: 'BODY', text: '{{1}}' },
        {
          type: 'BUTTONS',
          buttons: [{ type: 'FLOW' }, { type: 'OTP' }, { type: 'COPY_CODE' }, { type: 'X' }, null],
        },
      ],
    ]
    for (const [index, value] of components.entries()) {
      const item = templateItem(template({ category: 'NEW' }), [
        translation({ components: value, status: 'NEW', qualityScore: 'constructor', languageCode: 'de' }),
      ])
      expect(check.Check(JSON.parse(JSON.stringify(item))), `components ${index}`).toBe(true)
      expect(item.sendable).toBe(false)
      expect(item.translations[0]?.quality).toBe('template-messages.quality-unavailable')
    }
  })

  it.each([
    ['PENDING', 1, 'in-review', true],
    ['IN_APPEAL', 1, 'in-review', true],
    ['APPROVED', 2, 'active', true],
    ['REJECTED', 3, 'rejected', true],
    ['PAUSED', 4, 'paused', true],
    ['DISABLED', 5, 'disabled', false],
    ['DELETED', 5, 'disabled', false],
    ['DRAFT', 6, 'draft', true],
  ])('tells Meta’s %s as %d', (status, value, label, editable) => {
    expect(only({ status })).toMatchObject({
      status: `template-messages.${label}`,
      status_value: value,
      editable,
    })
  })

  it.each([
    ['MARKETING', 1, 'marketing'],
    ['UTILITY', 2, 'custom'],
    ['AUTHENTICATION', 3, 'authentication'],
  ])('tells Meta’s category %s as %d', (category, value, label) => {
    const item = templateItem(template({ category }), [])
    expect(item.category).toEqual({
      value,
      label: `template-messages.new.${label}`,
      subLabel: `template-messages.new.${label}-subtitle`,
      status: 1,
      children: [],
    })
    expect(item.category_label).toBe(`template-messages.new.${label}`)
  })

  it.each([
    ['GREEN', 'high'],
    ['YELLOW', 'medium'],
    ['RED', 'low'],
    ['UNKNOWN', 'unavailable'],
    [null, 'unavailable'],
  ])('tells the quality %s as %s', (qualityScore, label) => {
    expect(only({ qualityScore })?.quality).toBe(`template-messages.quality-${label}`)
  })

  it.each([
    ['IMAGE', 1],
    ['VIDEO', 2],
    ['DOCUMENT', 3],
    ['LOCATION', 5],
  ])('tells a header of kind %s as %d, with its sample file', (format, value) => {
    const example = { header_handle: ['https://a.example/sample'] }
    const components = [
      { type: 'HEADER', format, ...(format !== 'LOCATION' && { example }) },
      { type: 'BODY', text: 'B' },
    ]
    expect(only({ components })).toMatchObject({
      header_type: { value, label: format },
      header: null,
      header_variables: null,
      header_file: format === 'LOCATION' ? null : 'https://a.example/sample',
      variables: format === 'LOCATION' ? ['header-location'] : [],
    })
  })

  it('names the keys of named parameters', () => {
    const components = [
      {
        type: 'BODY',
        text: 'Hi {{who}}',
        example: { body_text_named_params: [{ param_name: 'who', example: 'Ada' }] },
      },
    ]
    expect(only({ components, parameterFormat: 'NAMED' })).toMatchObject({
      body_variables: [{ id: '', key: 'who', value: 'Ada' }],
      variables: ['body-who'],
      preview: { body: 'Hi Ada' },
    })
  })

  it('shows its buttons with what fills them', () => {
    const buttons = [
      { type: 'URL', text: 'Track', url: 'https://a.example/{{1}}', example: ['https://a.example/7'] },
      { type: 'URL', text: 'Shop', url: 'https://a.example/' },
      { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
      { type: 'COPY_CODE', text: 'Copy', example: ['SAVE'] },
      { type: 'FLOW', text: 'Book', flow_id: '9' },
    ]
    const item = only({
      components: [
        { type: 'BODY', text: 'B' },
        { type: 'BUTTONS', buttons },
      ],
    })
    expect(item?.variables).toEqual(['button-1', 'button-4'])
    expect(item?.buttons).toEqual([
      {
        number: 1,
        type: 'url',
        text: 'Track',
        url: 'https://a.example/{{1}}',
        example: '7',
        variable: 'button-1',
      },
      { number: 2, type: 'url', text: 'Shop', url: 'https://a.example/' },
      { number: 3, type: 'phone_number', text: 'Call', phone_number: '+15550100' },
      { number: 4, type: 'copy_code', text: 'Copy', example: 'SAVE', variable: 'button-4' },
      { number: 5, type: 'flow', text: 'Book', flow_id: '9' },
    ])
    expect(item?.preview.buttons[0]).toEqual({ type: 'url', text: 'Track', url: 'https://a.example/7' })
  })

  it('names a language beside the documented two once it has a translation', () => {
    const rows = [translation({ languageCode: 'pt_BR' }), translation({ languageCode: 'tr', components: [] })]
    const item = templateItem(template(), rows)
    expect(item.supported_languages).toEqual([
      { label: 'English', value: 1, filled: false },
      { label: 'Türkçe', value: 2, filled: false },
      { label: 'Português (Brasil)', value: 80, filled: true },
    ])
    expect(item.translations.map(({ language_id }) => language_id)).toEqual([2, 80])
  })

  it('is sendable with one active translation, and its category open until Meta has taken it', () => {
    const of = (...statuses: string[]) => {
      const item = templateItem(
        template(),
        statuses.map((status, index) => translation({ status, languageCode: index ? 'tr' : 'en' })),
      )
      return [item.sendable, item.category_editable]
    }
    expect(of()).toEqual([false, true])
    expect(of('DRAFT')).toEqual([false, true])
    expect(of('REJECTED', 'DRAFT')).toEqual([false, true])
    expect(of('PENDING')).toEqual([false, false])
    expect(of('PAUSED', 'APPROVED')).toEqual([true, false])
  })

  it('says why an active translation cannot be sent', () => {
    const components = [{ type: 'BODY', text: 'B' }, { type: 'LIMITED_TIME_OFFER' }]
    expect(only({ components })?.not_sendable_reason).toBe(
      'A limited-time offer cannot be sent yet: it needs the end of the offer.',
    )
  })

  it('has times with six decimals', () => {
    expect(templateItem(template(), []).created_at).toBe('2026-01-02T03:04:05.678000Z')
  })
})
