import { GraphError } from '../graph/graph-error.ts'

/** Subcodes of errors in a template's definition (Cloud API, templates: create errors). */
export const subcodes = {
  deletedLately: 2388023,
  exists: 2388024,
  tooLong: 2388040,
  header: 2388047,
  body: 2388072,
  footer: 2388073,
  tooManyVariables: 2388293,
  edgeVariable: 2388299,
} as const

/** Code 100 with a subcode and words for whoever wrote the template. */
export const badDefinition = (why: string, subcode?: number): GraphError =>
  new GraphError(100, why, {
    message: '(#100) Invalid parameter',
    ...(subcode !== undefined && { subcode }),
    userTitle: 'The template is not valid',
    userMessage: why,
  })
