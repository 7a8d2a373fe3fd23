import type { Attachment } from './attachment.ts'
import type { CloudComponent, CloudLocation, CloudTemplate } from './cloud-template.ts'
import type { TemplateDefinition } from './definition.ts'
import type { Slot } from './variables.ts'

// Meta's own word for a flow that needs no token (Cloud API, flow templates).
const NO_FLOW_TOKEN = 'unused'

const textParameter = ({ parameterFormat }: TemplateDefinition, name: string, text: string) =>
  parameterFormat === 'named'
    ? ({ type: 'text', parameter_name: name, text } as const)
    : ({ type: 'text', text } as const)

const mediaHeader = (kind: 'image' | 'video' | 'document', attachment: Attachment): CloudComponent => {
  const { mediaId: id, filename } = attachment
  if (kind !== 'document') return { type: 'header', parameters: [{ type: kind, [kind]: { id } }] }
  return { type: 'header', parameters: [{ type: kind, document: filename ? { id, filename } : { id } }] }
}

const headerComponent = (
  definition: TemplateDefinition,
  slots: readonly Slot[],
  values: readonly unknown[],
  attachment: Attachment | undefined,
): CloudComponent | undefined => {
  const { header } = definition
  switch (header?.kind) {
    case 'image':
    case 'video':
    case 'document':
      return attachment && mediaHeader(header.kind, attachment)
    case 'location':
      return { type: 'header', parameters: [{ type: 'location', location: values[0] as CloudLocation }] }
    case 'text': {
      const slot = slots[0]
      if (slot?.kind !== 'header') return undefined
      return {
        type: 'header',
        parameters: [textParameter(definition, slot.variable.name, values[0] as string)],
      }
    }
    default:
      return undefined
  }
}

type ButtonComponent = Extract<CloudComponent, { type: 'button' }>

/** The parameters that a button needs at a send, if any; `code` is the value of a template's one-time password. */
const buttonComponent = (
  button: TemplateDefinition['buttons'][number],
  value: string | undefined,
  code: string | undefined,
): Pick<ButtonComponent, 'sub_type' | 'parameters'> | undefined => {
  switch (button.kind) {
    case 'url':
      return value === undefined
        ? undefined
        : { sub_type: 'url', parameters: [{ type: 'text', text: value }] }
    case 'copy_code':
      return { sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: value! }] }
    case 'otp':
      // Whatever kind of one-time-password button it is, the code goes in as if it were the end of a link.
      return { sub_type: 'url', parameters: [{ type: 'text', text: code! }] }
    case 'flow':
      return { sub_type: 'flow', parameters: [{ type: 'action', action: { flow_token: NO_FLOW_TOKEN } }] }
    default:
      // Everything else stands in the approved template as a whole. So does a catalog button: without parameters it
      // shows the catalog's first product (Cloud API, catalog templates).
      return undefined
  }
}

/**
 * Builds the Cloud API's object from checked values, which stand in the places of their slots. Components only for
 * the parts that need a value. Every call makes objects of its own, which the caller may change.
 */
export const assembleTemplate = (
  definition: TemplateDefinition,
  slots: readonly Slot[],
  values: readonly unknown[],
  attachment: Attachment | undefined,
): CloudTemplate => {
  const components: CloudComponent[] = []
  const header = headerComponent(definition, slots, values, attachment)
  if (header) components.push(header)

  const body: ReturnType<typeof textParameter>[] = []
  const buttonValues = new Map<number, string>()
  for (const [at, slot] of slots.entries()) {
    if (slot.kind === 'body') body.push(textParameter(definition, slot.variable.name, values[at] as string))
    else if ('button' in slot) buttonValues.set(slot.button.number, values[at] as string)
  }
  if (body.length > 0) components.push({ type: 'body', parameters: body })

  for (const button of definition.buttons) {
    const component = buttonComponent(button, buttonValues.get(button.number), body[0]?.text)
    if (component) components.push({ type: 'button', ...component, index: String(button.number - 1) })
  }
  return { name: definition.name, language: { code: definition.languageCode }, components }
}
