import type { Program } from './program.ts'

type WithSandbox = Pick<Program, 'sandboxUrl'>

const callSandbox = async (
  program: WithSandbox,
  method: string,
  path: string,
  body: object,
): Promise<void> => {
  const answer = await fetch(`${program.sandboxUrl}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 200) throw new Error(`/_sandbox/${path} was answered ${answer.status}`)
}

/** Lets the sandbox take texts to people who never wrote. Answers the id of a template with a document. */
export const prepareSandbox = async (program: Program, token: string): Promise<number> => {
  await callSandbox(program, 'PUT', 'settings', { enforce_window: false })
  const answer = await fetch(`${program.url}/v1/integrations/11/conversations/templates`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const templates = (await answer.json()) as { id: number; name: string }[]
  const template = templates.find(({ name }) => name === 'invoice_ready')
  if (!template) throw new Error('The sandbox has no template invoice_ready.')
  return template.id
}

/** Lets some sends take a while, so that a kill meets requests under way. Faults do not outlive the sandbox. */
export const slowDownSome = (program: WithSandbox): Promise<void> =>
  callSandbox(program, 'POST', 'faults', { mode: 'slow', delay_ms: 80, times: 100 })
