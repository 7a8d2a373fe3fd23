import i18next from 'i18next'
import type { AuditEntry } from '../api/types.ts'

/** What actions are about: what stands before the full stop. */
export const AREAS = [
  'user',
  'session',
  'password_reset',
  'two_factor',
  'recovery_code',
  'key',
  'token',
  'integration',
  'template',
  'opt_out',
  'tag',
  'closing_reason',
  'auto_replies',
  'settings',
] as const

const words = (key: string, values: Record<string, string> = {}): string | undefined => {
  const options = { ns: 'audit-log' as const, ...values }
  return i18next.exists(key, options) ? i18next.t(key as never, options) : undefined
}

/** An action in words; one that a newer server knows as it is. */
export const actionWords = (action: string): string => words(`actions.${action}`) ?? action

/** `user:3` as the person is called, `tag:7` as `Tag 7`; what is not known as it is. */
export const subjectWords = (
  subject: string,
  nameOf: (kind: string, id: number) => string | undefined,
): string => {
  const [kind = '', id = ''] = subject.split(':')
  return nameOf(kind, Number(id)) ?? words(`subjects.${kind}`, { id }) ?? subject
}

/** What is written beside an entry, such as `name: Refund · color: red`. */
export const detailWords = (details: AuditEntry['details']): string =>
  Object.entries(details ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${words(`details.${name}`) ?? name}: ${valueWords(value)}`)
    .join(' · ')

const valueWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueWords).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
