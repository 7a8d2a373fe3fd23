import type { TemplateButton, TemplateComponent } from './template.ts'

/** What a send of a template must fill in. */
export type TemplateShape = {
  header: TemplateComponent | undefined
  headerVariables: string[]
  body: TemplateComponent | undefined
  bodyVariables: string[]
  buttons: TemplateButton[]
  isOnlyBody: boolean
  hasOneTimePassword: boolean
}

/** The variables of a text, each once, in the order of their first place: `{{1}}`, `{{first_name}}`. */
export const listVariables = (text: string | undefined): string[] => [
  ...new Set(Array.from((text ?? '').matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g), (match) => match[1]!)),
]

/** A text with its variables filled in. */
export const fillVariables = (text: string, values: Map<string, string>): string =>
  text.replace(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole)

export const findComponent = (components: TemplateComponent[], type: string): TemplateComponent | undefined =>
  components.find((component) => component.type === type)

const shapes = new WeakMap<TemplateComponent[], TemplateShape>()

/** The shape of a list of components; worked out once for each. */
export const shapeOf = (components: TemplateComponent[]): TemplateShape => {
  const known = shapes.get(components)
  if (known) return known
  const header = findComponent(components, 'HEADER')
  const body = findComponent(components, 'BODY')
  const buttons = findComponent(components, 'BUTTONS')?.buttons ?? []
  const shape: TemplateShape = {
    header,
    headerVariables: header?.format === 'TEXT' ? listVariables(header.text) : [],
    body,
    bodyVariables: listVariables(body?.text),
    buttons,
    isOnlyBody: components.length === 1,
    hasOneTimePassword: buttons.some((button) => button.type === 'OTP'),
  }
  shapes.set(components, shape)
  return shape
}
