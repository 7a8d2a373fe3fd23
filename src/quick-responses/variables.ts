/** What a text of the team may name, and what stands in its place for one chat. */
export const VARIABLES = ['contact.name', 'contact.phone', 'agent.name', 'number.name'] as const
export type Variable = (typeof VARIABLES)[number]

const PATTERN = /\{\{([^{}]*)\}\}/g

/**
 * What is wrong with the variables of a text, in words that list those there are; undefined when nothing is. Braces
 * that stand open are as wrong as an unknown name: the customer would read them.
 */
export const findVariableProblem = (
  field: string,
  text: string,
  known: readonly Variable[] = VARIABLES,
): string | undefined => {
  const list = known.map((name) => `{{${name}}}`).join(', ')
  const unknown = [...text.matchAll(PATTERN)].find(([, name]) => !known.some((one) => one === name!.trim()))
  if (unknown)
    return `The ${field} field has the variable ${unknown[0]}, which there is not. There are: ${list}.`
  if (/\{\{|\}\}/.test(text.replace(PATTERN, '')))
    return `The ${field} field has braces that are not closed or not opened. Variables are: ${list}.`
  return undefined
}

/** The text with the values in place; what is not known of somebody leaves nothing. */
export const fillIn = (text: string, values: Partial<Record<Variable, string | null>>): string =>
  text.replace(PATTERN, (_whole, name: string) => values[name.trim() as Variable] ?? '')
