import { Type } from 'typebox'
import { canReach } from '../../accounts/principal.ts'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import type { IntegrationDirectory } from '../../integrations/directory.ts'
import { findFirstSteps } from '../first-steps.ts'

type SandboxDependencies = {
  database: Database
  directory: IntegrationDirectory
  sandbox: { isOn: boolean; url: string }
}

const Address = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

const Step = (description: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: ['2024-05-31T06:33:30.000000Z'] })

export const SandboxItem = Type.Object({
  is_on: Type.Boolean({ description: 'Whether it runs. The rest is null when it does not.' }),
  phone_url: Address(
    "Where one plays the customers, in a browser on the server's own machine.",
    'http://localhost:8361/',
  ),
  receiver_url: Address('Where its shop shows the webhooks that it got.', 'http://localhost:8361/receiver'),
  first_steps: Type.Object(
    {
      wrote_at: Step('A customer wrote, on that phone.'),
      answered_at: Step('Somebody answered in the inbox.'),
      template_at: Step('Somebody sent a template in the inbox.'),
      told_at: Step('The shop took a webhook.'),
    },
    {
      description:
        'What was tried since somebody first signed in, with the numbers that you see; null: not yet.',
    },
  ),
})

/** `GET /v1/sandbox`: where the stand-in for WhatsApp is, and what was tried with it. */
export const getSandboxRoute = (
  app: HttpApp,
  { database, directory, sandbox }: SandboxDependencies,
): void => {
  app.route({
    method: 'GET',
    url: '/sandbox',
    schema: {
      operationId: 'getSandbox',
      tags: ['Sandbox'],
      summary: 'Get the sandbox',
      description:
        'Where the stand-in for WhatsApp is, and which first steps with it were made: what a checklist for newcomers needs.',
      response: { 200: SandboxItem, ...errorResponses(401, 429, 503) },
    },
    handler: async ({ principal }) => {
      const numbers = (await directory.list()).filter(
        ({ id, isSandbox }) => isSandbox && canReach(principal, id),
      )
      const { isOn, url } = sandbox
      const steps = isOn
        ? await findFirstSteps(
            database,
            numbers.map(({ id }) => id),
          )
        : undefined
      const shown = (at: Date | null | undefined) => (at ? formatTimestamp(at) : null)
      return {
        is_on: isOn,
        phone_url: isOn ? `${url}/` : null,
        receiver_url: isOn ? `${url}/receiver` : null,
        first_steps: {
          wrote_at: shown(steps?.wroteAt),
          answered_at: shown(steps?.answeredAt),
          template_at: shown(steps?.templateAt),
          told_at: shown(steps?.toldAt),
        },
      }
    },
  })
}
