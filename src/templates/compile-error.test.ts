import { describe, expect, it } from 'vitest'
import { attachmentError, compileErrorFields, parameterError, templateError } from './compile-error.ts'

describe('errors of a send', () => {
  it('name the field of the request that has to change', () => {
    const errors = [
      parameterError('body-1', 'is required.'),
      parameterError('attachment', 'is not a parameter of this template.'),
      attachmentError('is required.'),
      attachmentError('is too large.'),
      templateError('It has a carousel.'),
    ]
    expect(compileErrorFields(errors, 'destinations.0.parameters')).toEqual({
      'destinations.0.parameters.body-1': ['The destinations.0.parameters.body-1 field is required.'],
      'destinations.0.parameters.attachment': [
        'The destinations.0.parameters.attachment field is not a parameter of this template.',
      ],
      attachment: ['The attachment field is required.', 'The attachment field is too large.'],
      template_id: ['The template_id field names a template that cannot be sent. It has a carousel.'],
    })
  })
})
