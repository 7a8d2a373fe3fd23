import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Answer, type Call, createCaller } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { readOpenApi } from '../support/openapi.ts'
import { signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'

/** What a route asks: nothing, any token, that of a user, a session, or an access. */
type Needed = 'nothing' | 'any' | 'user' | 'session' | 'read' | 'send' | 'manage' | 'administer'

/**
 * Every route with what it asks of its caller. NUMBER, TEMPLATES and MESSAGES stand for their paths. A new route has to be
 * added here: who may call it is a decision.
 */
const TABLE: Record<string, Needed> = {
  'POST /v1/login': 'nothing',
  'DELETE /v1/login': 'any',
  'POST /v1/password-resets': 'nothing',
  'POST /v1/password-resets/confirm': 'nothing',
  'POST /v1/session': 'nothing',
  'GET /v1/session': 'session',
  'DELETE /v1/session': 'session',
  'GET /v1/sessions': 'user',
  'DELETE /v1/sessions': 'user',
  'DELETE /v1/sessions/{session_id}': 'user',
  'GET /v1/me': 'any',
  'PUT /v1/me': 'user',
  'POST /v1/me/two-factor': 'user',
  'DELETE /v1/me/two-factor': 'user',
  'POST /v1/me/two-factor/confirm': 'user',
  'GET /v1/users': 'administer',
  'POST /v1/users': 'administer',
  'GET /v1/users/{user_id}': 'administer',
  'PUT /v1/users/{user_id}': 'administer',
  'DELETE /v1/users/{user_id}': 'administer',
  'POST /v1/users/{user_id}/reset-link': 'administer',
  'DELETE /v1/users/{user_id}/two-factor': 'administer',
  'GET /v1/audit-log': 'administer',
  'GET NUMBER/keys': 'administer',
  'POST NUMBER/keys': 'administer',
  'DELETE NUMBER/keys/{key_id}': 'administer',
  'GET /v1/integrations': 'read',
  'POST /v1/integrations': 'administer',
  'GET NUMBER': 'read',
  'PUT NUMBER': 'administer',
  'DELETE NUMBER': 'administer',
  'POST NUMBER/suspend': 'administer',
  'POST NUMBER/activate': 'administer',
  'POST NUMBER/sync': 'manage',
  'GET NUMBER/doctor': 'manage',
  'GET NUMBER/profile': 'read',
  'PUT NUMBER/profile': 'manage',
  'GET /v1/languages': 'read',
  'GET TEMPLATES': 'read',
  'POST TEMPLATES': 'manage',
  'POST TEMPLATES/sync': 'manage',
  'GET TEMPLATES/{template_id}': 'read',
  'PUT TEMPLATES/{template_id}': 'manage',
  'DELETE TEMPLATES/{template_id}': 'manage',
  'POST TEMPLATES/{template_id}/submit': 'manage',
  'POST TEMPLATES/{template_id}/preview': 'read',
  'GET TEMPLATES/{template_id}/statistics': 'read',
  'POST TEMPLATES/send': 'send',
  'POST TEMPLATES/send/bulk': 'send',
  'POST NUMBER/bulk-sends': 'send',
  'GET NUMBER/bulk-sends': 'read',
  'GET NUMBER/bulk-sends/{bulk_id}': 'read',
  'POST NUMBER/bulk-sends/{bulk_id}/pause': 'send',
  'POST NUMBER/bulk-sends/{bulk_id}/resume': 'send',
  'POST NUMBER/bulk-sends/{bulk_id}/stop': 'send',
  'POST NUMBER/bulk-sends/{bulk_id}/retry-failed': 'send',
  'GET NUMBER/bulk-sends/{bulk_id}/recipients': 'read',
  'GET NUMBER/bulk-sends/{bulk_id}/report.csv': 'read',
  'POST MESSAGES': 'send',
  'GET MESSAGES': 'read',
  'POST MESSAGES/locations': 'send',
  'POST MESSAGES/contacts': 'send',
  'POST MESSAGES/media': 'send',
  'POST MESSAGES/interactive': 'send',
  'POST MESSAGES/location-request': 'send',
  'POST MESSAGES/reactions': 'send',
  'GET MESSAGES/{message_id}': 'read',
  'DELETE MESSAGES/{message_id}': 'send',
  'POST MESSAGES/{message_id}/read': 'send',
  'POST MESSAGES/read': 'send',
  'GET MESSAGES/media/{media_id}': 'read',
  'GET NUMBER/chats': 'read',
  'GET NUMBER/chats/{chat_id}': 'read',
  'GET NUMBER/chats/{chat_id}/messages': 'read',
  'GET /v1/chats': 'read',
  'PUT NUMBER/chats/{chat_id}': 'send',
  'POST NUMBER/chats/{chat_id}/assign': 'send',
  'POST NUMBER/chats/{chat_id}/close': 'send',
  'POST NUMBER/chats/{chat_id}/reopen': 'send',
  'POST NUMBER/chats/{chat_id}/read': 'read',
  'GET NUMBER/chats/{chat_id}/history': 'read',
  'POST NUMBER/chats/{chat_id}/tags': 'send',
  'DELETE NUMBER/chats/{chat_id}/tags/{tag_id}': 'send',
  'GET NUMBER/chats/{chat_id}/notes': 'read',
  'POST NUMBER/chats/{chat_id}/notes': 'send',
  'PUT NUMBER/chats/{chat_id}/notes/{note_id}': 'send',
  'DELETE NUMBER/chats/{chat_id}/notes/{note_id}': 'send',
  'GET /v1/agents': 'read',
  'PUT /v1/agents/{agent_id}/state': 'manage',
  'PUT /v1/me/state': 'send',
  'GET /v1/settings/assignment': 'read',
  'PUT /v1/settings/assignment': 'manage',
  'POST NUMBER/chats/{chat_id}/presence': 'read',
  'DELETE NUMBER/chats/{chat_id}/presence': 'read',
  'GET NUMBER/chats/{chat_id}/quick-responses/{quick_response_id}': 'read',
  'GET /v1/quick-responses': 'read',
  'POST /v1/quick-responses': 'manage',
  'PUT /v1/quick-responses/{quick_response_id}': 'manage',
  'DELETE /v1/quick-responses/{quick_response_id}': 'manage',
  'GET NUMBER/auto-replies': 'read',
  'PUT NUMBER/auto-replies': 'manage',
  'GET /v1/tags': 'read',
  'POST /v1/tags': 'manage',
  'PUT /v1/tags/{tag_id}': 'manage',
  'DELETE /v1/tags/{tag_id}': 'manage',
  'GET /v1/closing-reasons': 'read',
  'POST /v1/closing-reasons': 'manage',
  'PUT /v1/closing-reasons/{reason_id}': 'manage',
  'DELETE /v1/closing-reasons/{reason_id}': 'manage',
  'GET /v1/contacts': 'read',
  'GET /v1/contacts/{contact_id}': 'read',
  'PUT /v1/contacts/{contact_id}': 'send',
  'DELETE /v1/contacts/{contact_id}': 'administer',
  'POST /v1/contacts/{contact_id}/merge': 'manage',
  'GET /v1/contacts/{contact_id}/export': 'administer',
  'GET /v1/erasures/{erasure_id}': 'administer',
  'GET /v1/search': 'read',
  'GET /v1/reports/agents': 'manage',
  'GET /v1/reports/agents.csv': 'manage',
  'GET /v1/reports/volume': 'manage',
  'GET /v1/reports/volume.csv': 'manage',
  'GET /v1/reports/cockpit': 'manage',
  'GET /v1/opt-outs': 'read',
  'POST /v1/opt-outs': 'send',
  'DELETE /v1/opt-outs': 'manage',
  'DELETE /v1/opt-outs/{opt_out_id}': 'manage',
  'GET NUMBER/webhooks': 'manage',
  'POST NUMBER/webhooks': 'manage',
  'GET NUMBER/webhooks/{webhook_id}': 'manage',
  'PUT NUMBER/webhooks/{webhook_id}': 'manage',
  'DELETE NUMBER/webhooks/{webhook_id}': 'manage',
  'POST NUMBER/webhooks/{webhook_id}/rotate-secret': 'administer',
  'POST NUMBER/webhooks/{webhook_id}/test': 'administer',
  'GET NUMBER/webhooks/{webhook_id}/deliveries': 'manage',
  'GET NUMBER/webhooks/{webhook_id}/deliveries/{delivery_id}': 'manage',
  'POST NUMBER/webhooks/{webhook_id}/deliveries/{delivery_id}/replay': 'manage',
  'POST NUMBER/webhooks/{webhook_id}/replay': 'manage',
  'GET /v1/inbound-events': 'administer',
  'GET /v1/inbound-events/{event_id}': 'administer',
  'POST /v1/inbound-events/reprocess': 'administer',
  'POST /v1/inbound-events/{event_id}/reprocess': 'administer',
  'GET /v1/events': 'read',
  'GET /v1/sandbox': 'read',
}

const PATHS = {
  TEMPLATES: 'NUMBER/conversations/templates',
  MESSAGES: 'NUMBER/conversations/messages',
  NUMBER: '/v1/integrations/{integration_id}',
}
const ROUTES = Object.entries(TABLE).map(([route, needed]) => {
  let path = route.split(' ')[1]!
  for (const [name, whole] of Object.entries(PATHS)) path = path.replace(name, whole)
  return { method: route.split(' ')[0]!, path, needed }
})

/** Who calls, with all that they may. */
const CALLERS: Record<string, Needed[]> = {
  nobody: [],
  'a key that reads': ['any', 'read'],
  'a key that sends': ['any', 'send'],
  'a key that manages': ['any', 'manage'],
  'a key with all scopes': ['any', 'read', 'send', 'manage'],
  'an agent': ['any', 'user', 'session', 'read', 'send'],
  'an agent without the number': ['any', 'user', 'session', 'read', 'send'],
  'a supervisor': ['any', 'user', 'session', 'read', 'send', 'manage'],
  'an administrator': ['any', 'user', 'session', 'read', 'send', 'manage', 'administer'],
  'a token of an administrator': ['any', 'user', 'read', 'send', 'manage', 'administer'],
}

let app: TestApp
const calls = new Map<string, Call>()
beforeAll(async () => {
  app = await startTestApp()
  calls.set('nobody', createCaller(app.url))
  calls.set('a token of an administrator', app.call)
  const scopes = { reads: ['read'], sends: ['send'], manages: ['manage'] }
  for (const [verb, own] of Object.entries(scopes)) calls.set(`a key that ${verb}`, await makeKey(own))
  calls.set('a key with all scopes', await makeKey(['read', 'send', 'manage']))
  for (const role of ['agent', 'supervisor', 'administrator']) {
    const user = await createUser(app, { role, integration_ids: [11] })
    calls.set(
      role === 'agent' ? 'an agent' : role === 'supervisor' ? 'a supervisor' : 'an administrator',
      (await signIn(app, user)).call,
    )
  }
  const without = await createUser(app, { integration_ids: [22] })
  calls.set('an agent without the number', (await signIn(app, without)).call)
  return app.stop
})

const makeKey = async (scopes: string[]): Promise<Call> => {
  const { body } = await app.call('POST', '/v1/integrations/11/keys', { json: { name: 'x', scopes } })
  return createCaller(app.url, body.key)
}

/**
 * Calls a route so that nothing happens: who may is asked before the body is read, and this one cannot be. Other ids
 * than the number's are of nothing that there is.
 */
const knock = (caller: string, method: string, path: string): Promise<Answer> => {
  const filled = path.replace('{integration_id}', '11').replaceAll(/\{\w+\}/g, '999999')
  const broken = { raw: '{', headers: { 'content-type': 'application/json' } }
  return calls.get(caller)!(method, filled, method === 'GET' ? {} : broken)
}

test('the table has every route of the API, and no other', async () => {
  const { paths } = await readOpenApi(app)
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(ROUTES.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort())
})

describe.each(Object.entries(CALLERS))('%s', (caller, has) => {
  test.each(ROUTES)('$method $path', async ({ method, path, needed }) => {
    const answer = await knock(caller, method, path)
    if (needed !== 'nothing' && caller === 'nobody') expectError(answer, 401, 'unauthenticated')
    else if (
      needed !== 'nothing' &&
      caller.endsWith('without the number') &&
      path.includes('{integration_id}')
    )
      expectError(answer, 404, 'not_found')
    else if (needed !== 'nothing' && !has.includes(needed)) expectError(answer, 403, 'access_denied')
    // What a query lacks is told after who may ask.
    else if (method === 'GET') expect([200, 404, 422]).toContain(answer.status)
    else expectError(answer, 400, 'bad_request')
    // What is there for whoever may look at it, is there.
    if (answer.status === 404 && !caller.endsWith('without the number'))
      expect(path.replace('{integration_id}', '')).toContain('{')
  })
})
