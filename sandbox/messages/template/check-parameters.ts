import { GraphError } from '../../graph/graph-error.ts'
import type { Template } from '../../templates/template.ts'
import { type Fields, invalid, missing, requireFields, requireText } from '../fields.ts'

/** 132000 with the words of the real service. */
export const wrongCount = (part: string, given: number, expected: number): GraphError =>
  new GraphError(
    132000,
    `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  )

/** 132012: another kind of parameter than the template has there. */
export const wrongFormat = (part: string, expected: string, received: string): GraphError =>
  new GraphError(132012, `${part}: Format mismatch, expected ${expected}, received ${received}`)

/** A list of parameters as objects; none when the component has none. */
export const listParameters = (component: Fields | undefined, path: string): Fields[] => {
  const parameters = component?.['parameters']
  if (parameters === undefined || parameters === null) return []
  if (!Array.isArray(parameters)) throw invalid(`${path}.parameters`, 'must be a list.')
  return parameters.map((item, index) => requireFields(item, `${path}.parameters[${index}]`))
}

const textOf = (parameter: Fields, path: string): string => {
  switch (parameter['type']) {
    case 'text':
      return requireText(parameter['text'], `${path}.text`, 32_768)
    case 'currency': {
      const currency = requireFields(parameter['currency'], `${path}.currency`)
      requireText(currency['code'], `${path}.currency.code`, 3)
      if (!Number.isInteger(currency['amount_1000'])) {
        throw invalid(`${path}.currency.amount_1000`, 'must be a whole number.')
      }
      return requireText(currency['fallback_value'], `${path}.currency.fallback_value`, 1024)
    }
    case 'date_time': {
      const dateTime = requireFields(parameter['date_time'], `${path}.date_time`)
      return requireText(dateTime['fallback_value'], `${path}.date_time.fallback_value`, 1024)
    }
    case undefined:
      throw missing(`${path}.type`)
    default:
      throw wrongFormat(path, 'TEXT', String(parameter['type']).toUpperCase())
  }
}

/**
 * The values of a text's variables, by name or by place. All of them and no others must be there; named
 * templates want `parameter_name`, positional ones go by order (Cloud API, templates).
 */
export const readVariables = (
  template: Template,
  part: 'header' | 'body',
  variables: string[],
  parameters: Fields[],
): Map<string, string> => {
  if (parameters.length !== variables.length) throw wrongCount(part, parameters.length, variables.length)
  const values = new Map<string, string>()
  const positions = [...variables].sort((a, b) => Number(a) - Number(b))
  for (const [index, parameter] of parameters.entries()) {
    const path = `${part}.parameters[${index}]`
    const name = template.parameterFormat === 'NAMED' ? parameter['parameter_name'] : positions[index]
    if (typeof name !== 'string' || name === '') {
      throw new GraphError(132018, `${part}: Parameter name is missing or empty`)
    }
    if (!variables.includes(name)) {
      throw new GraphError(
        132018,
        `${part}: the template has no parameter named ${JSON.stringify(name)}; it has ${variables.join(', ')}`,
      )
    }
    if (values.has(name)) throw new GraphError(132018, `${part}: the parameter ${name} is given twice`)
    values.set(name, textOf(parameter, path))
  }
  return values
}
