import type { TestApp } from './app.ts'
import { type Answer, type Call, createCaller } from './call.ts'

/** A person who is signed in, as their browser speaks: by cookie, with the token against forged requests. */
export type Session = {
  call: Call
  csrfToken: string
  /** As a Cookie header says it. */
  cookie: string
  /** The answer by which it began. */
  answer: Answer
}

type Credentials = { email: string; password: string; otp?: string; recovery_code?: string }

/** Signs in. Throws when the answer is another than 201. */
export const signIn = async (
  app: Pick<TestApp, 'url'>,
  { email, password, otp, recovery_code }: Credentials,
  headers: Record<string, string> = {},
): Promise<Session> => {
  const call = createCaller(app.url)
  const answer = await call('POST', '/v1/session', { json: { email, password, otp, recovery_code }, headers })
  if (answer.status !== 201) throw new Error(`Signing in was answered ${answer.status}: ${answer.text}`)
  const cookie = cookieOf(answer)
  const csrfToken: string = answer.body.csrf_token
  return {
    answer,
    cookie,
    csrfToken,
    call: (method, path, { headers: more, ...options } = {}) =>
      call(method, path, { ...options, headers: { ...headers, cookie, 'x-csrf-token': csrfToken, ...more } }),
  }
}

/** What a browser sends back of a Set-Cookie. */
export const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.split(';')[0] ?? ''
