import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { SandboxItem } from '../../../src/first-minutes/routes/get-sandbox.ts'
import { call } from '../api/call.ts'

export type Sandbox = Static<typeof SandboxItem>
export type StepName = keyof Sandbox['first_steps']

/** In the order in which they are made. */
export const STEPS = ['wrote_at', 'told_at', 'answered_at', 'template_at'] as const satisfies StepName[]

export const sandboxQuery = queryOptions({
  queryKey: ['sandbox'],
  queryFn: () => call<Sandbox>('GET', '/sandbox'),
})
