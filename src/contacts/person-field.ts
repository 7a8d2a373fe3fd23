import { Type } from 'typebox'

/** Somebody of the team. */
export const PersonField = Type.Union(
  [Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()],
  { description: 'Who of the team has it.' },
)
