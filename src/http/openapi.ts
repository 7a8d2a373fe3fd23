import swagger from '@fastify/swagger'
import type { HttpApp } from './app-type.ts'

/** Bodies are taken as JSON and as both kinds of forms, on every route (public API, Conventions). */
const FORM_WITH_FILES = 'multipart/form-data'
const BODY_TYPES = ['application/json', 'application/x-www-form-urlencoded', FORM_WITH_FILES]

/** Who may call a route of which not everybody may, in the words of its description. */
const ALLOWED: Record<string, string> = {
  manage: 'For administrators, supervisors, and keys with the scope `manage`.',
  administer: 'For administrators only; no key may do it.',
  user: 'For users; no key may do it.',
  session: 'For who signed in in a browser.',
}

type Operation = { operationId?: string; requestBody?: { content: Record<string, { schema: FormSchema }> } }
type FormSchema = { properties?: Record<string, object>; required?: string[] }
type Files = { fields: Record<string, string>; required: string[] }

/** Makes the OpenAPI document out of the schemas of all routes that are added from now on. */
export const registerOpenApi = async (app: HttpApp, publicUrl: string | undefined): Promise<void> => {
  const files = new Map<string, Files>()
  app.addHook('onRoute', ({ schema, config }) => {
    if (schema?.operationId && config?.fileFields)
      files.set(schema.operationId, { fields: config.fileFields, required: config.requiredFiles ?? [] })
  })
  await app.register(swagger, {
    transform: ({ schema, url, route: { config } }) => ({
      schema: schema && {
        ...schema,
        ...(schema.body !== undefined && {
          consumes: config?.requiredFiles ? [FORM_WITH_FILES] : BODY_TYPES,
        }),
        ...(schema.description !== undefined && {
          description: [schema.description, ALLOWED[config?.access ?? '']].filter(Boolean).join(' '),
        }),
      },
      url,
    }),
    transformObject: (document) => {
      const { openapiObject } = document as {
        openapiObject: { paths?: Record<string, Record<string, Operation>> }
      }
      for (const operation of Object.values(openapiObject.paths ?? {}).flatMap(Object.values) as Operation[])
        addFiles(operation, files.get(operation.operationId ?? ''))
      return openapiObject as never
    },
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Masa',
        version: '1',
        description: "Sends and receives WhatsApp messages. Speaks Desk360's public API.",
        license: { name: 'MIT', identifier: 'MIT' },
      },
      ...(publicUrl && { servers: [{ url: publicUrl }] }),
      tags: [
        { name: 'Login', description: 'A token for all other requests.' },
        { name: 'Sessions', description: 'Signing in in a browser, by a cookie.' },
        {
          name: 'My account',
          description: 'What each user changes of their own: name, password, two-factor.',
        },
        { name: 'Users', description: 'Who works here, and what they may do and see.' },
        { name: 'Integrations', description: 'Your WhatsApp numbers, and whether all is well with them.' },
        { name: 'Templates', description: 'Messages that WhatsApp has approved, to be sent at any time.' },
        { name: 'Messages', description: 'Messages to people who wrote to you in the last 24 hours.' },
        { name: 'Bulk sends', description: 'One template to many: watched, paused, resumed, reported.' },
        { name: 'Chats', description: 'What was written with each person, by both sides.' },
        { name: 'Desk', description: 'Whose a chat is, how it ended, and what the team notes of it.' },
        { name: 'Agents', description: 'Who of the team is there, and who looks at what.' },
        { name: 'Quick responses', description: 'Texts that the team has at hand.' },
        { name: 'Auto replies', description: 'What a number answers by itself.' },
        { name: 'Contacts', description: 'The people: who they are, and what is kept of them.' },
        { name: 'Opt-outs', description: 'Who wants no marketing messages.' },
        { name: 'Reports', description: 'What the team did, and how much there was to do.' },
        { name: 'Webhooks', description: 'What happens, posted to your own programs.' },
        { name: 'Events', description: 'All that happens, as a numbered log and as a stream.' },
        { name: 'Sandbox', description: 'A stand-in for WhatsApp, to try everything with.' },
        { name: 'API keys', description: 'Tokens for programs, each for one integration.' },
        { name: 'Audit log', description: 'Who did what with secrets, numbers and users.' },
        { name: 'Received events', description: 'What WhatsApp has sent, as it came; for administrators.' },
      ],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'masa_session' },
        },
      },
      security: [{ token: [] }],
    },
  })
}

/** `GET /openapi.json`, for generators and for programs in a browser. */
export const serveOpenApi = (app: HttpApp): void => {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { hide: true },
    handler: async (_request, reply) => reply.header('access-control-allow-origin', '*').send(app.swagger()),
  })
}

/** A multipart body may hold files, which the other kinds have no place for. */
const addFiles = ({ requestBody }: Operation, files: Files | undefined): void => {
  const form = requestBody?.content[FORM_WITH_FILES]
  if (!form || !files) return
  const properties = Object.entries(files.fields).map(([name, description]) => [
    name,
    { type: 'string', format: 'binary', description },
  ])
  const schema = {
    ...form.schema,
    properties: { ...form.schema.properties, ...Object.fromEntries(properties) },
    required: [...(form.schema.required ?? []), ...files.required],
  }
  // The kinds of body share one object.
  requestBody.content = { ...requestBody.content, [FORM_WITH_FILES]: { ...form, schema } }
}
