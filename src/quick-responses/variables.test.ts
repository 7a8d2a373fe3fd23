import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillIn, findVariableProblem, VARIABLES } from './variables.ts'

describe('a text is refused', () => {
  test.each([
    ['{{contact.nmae}}', '{{contact.nmae}}'],
    ['{{}}', '{{}}'],
    ['{{ Contact.Name }}', '{{ Contact.Name }}'],
    ['{{contact.name}} {{1}}', '{{1}}'],
  ])('for the variable that there is not in %j', (text, named) => {
    expect(findVariableProblem('body', text)).toBe(
      `The body field has the variable ${named}, which there is not. There are: {{contact.name}}, {{contact.phone}}, {{agent.name}}, {{number.name}}.`,
    )
  })

  test.each(['{{contact.name}', 'contact.name}}', '{{contact.name}} {{'])(
    'for the braces of %j, which the customer would read',
    (text) => expect(findVariableProblem('body', text)).toMatch(/^The body field has braces/),
  )

  test('for a variable that has no meaning where it stands', () => {
    expect(findVariableProblem('text', '{{agent.name}}', ['contact.name'])).toMatch(
      /\{\{agent\.name\}\}, which there is not\. There are: \{\{contact\.name\}\}\.$/,
    )
  })
})

test('single braces and text of any kind are fine, and stay as they are', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/\{\{|\}\}/.test(text))
      expect(findVariableProblem('body', text)).toBeUndefined()
      expect(fillIn(text, {})).toBe(text)
    }),
  )
})

test('each variable gives way to its value, which is taken as it is; what is not known leaves nothing', () => {
  const text = VARIABLES.map((name) => `{{ ${name} }}`).join('|')
  expect(findVariableProblem('body', text)).toBeUndefined()
  expect(
    fillIn(text, { 'contact.name': '{{agent.name}}', 'agent.name': "$& $1 $'", 'contact.phone': null }),
  ).toBe("{{agent.name}}||$& $1 $'|")
})
