import { expect } from 'vitest'

type Target = { url: string; token: string }
export type Shown = { status: string; counts: Record<string, number> }

/** Plans a bulk send of the first number to so many people, by CSV. Answers its id. */
export const planBulk = async ({ url, token }: Target, recipients: number): Promise<number> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    template_id: '1',
    language_id: '1',
    'parameters[header-1]': 'Header 1',
    'parameters[body-1]': 'Body 1',
    'parameters[body-2]': 'Body 2',
  }))
    form.set(name, value)
  const phones = Array.from({ length: recipients }, (_, n) => 905_552_000_000 + n)
  form.set('recipients', new Blob([`phone\n${phones.join('\n')}\n`]), 'recipients.csv')
  const answer = await fetch(`${url}/v1/integrations/11/bulk-sends`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { bulk_id: number }).bulk_id
}

/** A call about it, such as `GET` of `/7` or `POST` of `/7/pause`. */
export const callBulk = async ({ url, token }: Target, method: string, path: string): Promise<Shown> => {
  const answer = await fetch(`${url}/v1/integrations/11/bulk-sends${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Shown
}

/** Each planned recipient is in one count, whenever one looks. */
export const expectWhole = ({ counts: { planned, ...states } }: Shown, recipients: number): void => {
  expect(planned).toBe(recipients)
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(recipients)
}

/** How often the sandbox has taken a message to each number. */
export const countTaken = async (sandboxUrl: string): Promise<Map<string, number>> => {
  const taken = new Map<string, number>()
  const messages = await (await fetch(`${sandboxUrl}/_sandbox/messages`)).json()
  for (const { to } of messages as { to: string }[]) taken.set(to, (taken.get(to) ?? 0) + 1)
  return taken
}
