import { Type } from 'typebox'

/** The id of an object in a path. What is no positive integer is 404, like one that does not exist. */
export const IdParam = Type.String({ pattern: '^[1-9][0-9]{0,8}$', examples: ['7'] })
