import { Type } from 'typebox'
import { defineKind } from './kind.ts'
import { AnyHeader, Footer, NamedAction, Text } from './parts.ts'

const PARAMETERS = 'interactive.action.parameters'

/** `flow`: a form that was made with WhatsApp Flows, by its id or its name. */
export const flow = defineKind(
  Type.Object({
    type: Type.Literal('flow'),
    header: AnyHeader,
    body: Text(),
    footer: Footer,
    action: NamedAction(
      'flow',
      Type.Object({
        flow_message_version: Type.String({ minLength: 1, maxLength: 10, examples: ['3'] }),
        flow_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
        flow_name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        flow_cta: Type.String({ minLength: 1, maxLength: 30 }),
        flow_token: Type.Optional(Type.String({ minLength: 1 })),
        mode: Type.Optional(Type.Enum(['draft', 'published'])),
        flow_action: Type.Optional(Type.Enum(['navigate', 'data_exchange'])),
        flow_action_payload: Type.Optional(
          Type.Object({
            screen: Type.String({ minLength: 1, maxLength: 200 }),
            data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
          }),
        ),
      }),
    ),
  }),
  ({ action: { parameters } }, note) => {
    if ((parameters.flow_id === undefined) === (parameters.flow_name === undefined))
      note(PARAMETERS, 'must have either flow_id or flow_name.')
  },
)
