import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { NumberBody } from '../../../src/integrations/fields.ts'
import type { ProfileBody, ProfileItem } from '../../../src/integrations/profile.ts'
import type { DoctorAnswer } from '../../../src/integrations/routes/run-doctor.ts'
import { call } from '../api/call.ts'
import type { Integration } from '../api/types.ts'

export type { NumberBody }
export type Doctor = Static<typeof DoctorAnswer>
export type Finding = Doctor['findings'][number]
export type Profile = Static<typeof ProfileItem>
export type ProfileChange = Static<typeof ProfileBody>

/** Asks Meta a dozen things, so it is asked when it is shown, and again when somebody wants to know. */
export const doctorQuery = (id: number) =>
  queryOptions({
    queryKey: ['doctor', id] as const,
    queryFn: () => call<Doctor>('GET', `/integrations/${id}/doctor`),
  })

export const profileQuery = (id: number) =>
  queryOptions({
    queryKey: ['profile', id] as const,
    queryFn: () => call<Profile>('GET', `/integrations/${id}/profile`),
    // Whoever has just opened it does not wait through several tries: WhatsApp says at once when it refuses.
    retry: false,
  })

export const connectNumber = (body: NumberBody) => call<Integration>('POST', '/integrations', { json: body })

export const changeNumber = (id: number, change: Partial<NumberBody>) =>
  call<Integration>('PUT', `/integrations/${id}`, { json: change })

export const deleteNumber = (id: number) => call<void>('DELETE', `/integrations/${id}`)

/** `suspend`, `activate`, or `sync`: asks WhatsApp about it now. */
export const actOnNumber = (id: number, verb: 'suspend' | 'activate' | 'sync') =>
  call<Integration>('POST', `/integrations/${id}/${verb}`)

export const changeProfile = (id: number, change: ProfileChange) =>
  call<Profile>('PUT', `/integrations/${id}/profile`, { json: change })
