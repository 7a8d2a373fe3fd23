import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { examine } from '../doctor/doctor.ts'
import { IntegrationParams } from '../guard.ts'

const Finding = Type.Object({
  check: Type.String({ examples: ['token'] }),
  ok: Type.Boolean(),
  title: Type.String({ description: 'What was found, in words.', examples: ['The access token is valid.'] }),
  what_to_do: Type.String({ examples: ['Nothing.'] }),
  at: Type.Union([Type.String(), Type.Null()], {
    description: 'The time that it is about: when the token ends, when the last event came.',
    examples: [null],
  }),
})

export const DoctorAnswer = Type.Object({
  ok: Type.Boolean({ description: 'True when every finding is.' }),
  findings: Type.Array(Finding),
})

/** `GET …/doctor`: whether all is well with a number, and what to do where it is not. */
export const runDoctorRoute = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  const { database, graphOf, publicUrl, allow, doctorTimeoutMs } = dependencies
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/doctor',
    config: { access: 'manage' },
    schema: {
      operationId: 'runDoctor',
      tags: ['Integrations'],
      summary: 'Ask the doctor',
      description:
        'Looks at all that a number needs: its token, app secret, subscription, webhook fields and address, its state at WhatsApp, what has come in, and the clock. Each finding says what to do. A check that could not be made is a finding, too. On the command line: `npm run masa -- doctor`.',
      params: IntegrationParams,
      response: {
        200: DoctorAnswer,
        ...errorResponses(401, 404, 429, 503),
      },
    },
    handler: async ({ integration }) => {
      const graph = graphOf(integration)
      const parts = { integration, database, graph, publicUrl, allow, now: Date.now }
      const findings = await examine(parts, doctorTimeoutMs)
      return {
        ok: findings.every(({ ok }) => ok),
        findings: findings.map(({ check, ok, title, whatToDo, at }) => ({
          check,
          ok,
          title,
          what_to_do: whatToDo,
          at: at ? formatTimestamp(at) : null,
        })),
      }
    },
  })
}
