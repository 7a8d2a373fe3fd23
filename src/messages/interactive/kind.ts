import { type Static, type TObject, type TSchema, Type } from 'typebox'

/** Notes what is wrong with the field at a dotted path; `problem` goes on after its name. */
export type Note = (path: string, problem: string) => void

/** A kind of interactive message: its schema, and what a schema cannot say. */
export type InteractiveKind = {
  schema: TObject
  check: (interactive: never, note: Note) => void
}

/** `check` is called with what fits the schema. */
export const defineKind = <Schema extends TObject>(
  schema: Schema,
  check: (interactive: Static<Schema>, note: Note) => void = () => undefined,
) => ({ schema, check })

/** One of several objects, told apart by the value of their field `type`. */
export const oneOfTypes = <Schemas extends TSchema[]>(schemas: [...Schemas], description: string) =>
  Type.Unsafe<Static<Schemas[number]>>({
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: schemas,
    description,
  })
