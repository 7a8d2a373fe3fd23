import type { Template, Translation } from '../../inbox/queries.ts'
import { type CsvHead, type Person, readColumns, readPeople } from './csv.ts'

export const UNITS = { hours: 3_600, days: 86_400 } as const
export type Unit = keyof typeof UNITS

export type Place = { latitude: string; longitude: string; name: string; address: string }

/** What has been chosen so far. */
export type Plan = {
  template: Template | undefined
  languageId: number | undefined
  source: 'file' | 'typed' | 'tag'
  file: File | null
  /** Undefined until it is read. */
  head: CsvHead | undefined
  typed: string
  tagId: string
  values: Record<string, string>
  place: Place
  attachment: File | null
  name: string
  isLater: boolean
  /** By the viewer's clock: `2024-05-31T09:30`. */
  startAt: string
  expiresIn: string
  unit: Unit
}

export const EMPTY_PLAN: Plan = {
  template: undefined,
  languageId: undefined,
  source: 'file',
  file: null,
  head: undefined,
  typed: '',
  tagId: '',
  values: {},
  place: { latitude: '', longitude: '', name: '', address: '' },
  attachment: null,
  name: '',
  isLater: false,
  startAt: '',
  expiresIn: '',
  unit: 'hours',
}

const ACTIVE = 2

export const activeTranslations = (template: Template | undefined): Translation[] =>
  template?.translations.filter(({ status_value }) => status_value === ACTIVE) ?? []

export const translationOf = ({ template, languageId }: Plan): Translation | undefined =>
  activeTranslations(template).find(({ language_id }) => language_id === languageId)

export const PLACE_KEY = 'header-location'

/** What a send fills in, but for a place: that has fields of its own. */
export const keysOf = (translation: Translation | undefined): string[] =>
  translation?.variables.filter((key) => key !== PLACE_KEY) ?? []

export const typedNumbers = (typed: string): string[] =>
  typed
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const columnsOf = (plan: Plan) =>
  plan.source === 'file' && plan.head
    ? readColumns(plan.head.cells, translationOf(plan)?.variables ?? [])
    : undefined

/**
 * Why the server will not take a file, as far as its first row shows: a column that means nothing, or values without
 * a row that names them (src/bulk/csv/read-recipients.ts).
 */
export const fileProblem = (
  plan: Plan,
): { kind: 'unknown'; columns: string[] } | { kind: 'noHeader' } | undefined => {
  const columns = columnsOf(plan)
  if (!plan.head) return undefined
  if (!columns) {
    const hasValues = (translationOf(plan)?.variables.length ?? 0) > 0
    return plan.head.cells.length > 1 && hasValues ? { kind: 'noHeader' } : undefined
  }
  const unknown = columns
    .filter(({ title, is }) => is === 'unknown' && title !== '')
    .map(({ title }) => title)
  return unknown.length > 0 ? { kind: 'unknown', columns: unknown } : undefined
}

/** The first people of those it goes to, to look at what they will get. */
export const firstPeople = (plan: Plan): Person[] => {
  if (plan.source === 'tag') return []
  if (plan.source === 'file') return plan.head ? readPeople(plan.head, columnsOf(plan)) : []
  return typedNumbers(plan.typed)
    .slice(0, 10)
    .map((phone, index) => ({ line: index + 1, phone, name: undefined, values: {} }))
}

/** The keys that a column of the file fills. */
export const filledByFile = (plan: Plan): Set<string> =>
  new Set(columnsOf(plan)?.flatMap((column) => (column.is === 'value' ? [column.key] : [])))

export const STEPS = ['template', 'recipients', 'values', 'start'] as const
export type Step = (typeof STEPS)[number]

const MEDIA_HEADERS: ReadonlySet<number> = new Set([1, 2, 3])
export const wantsFile = (translation: Translation | undefined): boolean =>
  MEDIA_HEADERS.has(translation?.header_type?.value ?? 0)

/** Whether a step holds what the next ones build on. The server checks all of it again. */
export const isComplete = (step: Step, plan: Plan): boolean => {
  const translation = translationOf(plan)
  if (step === 'template') return translation !== undefined
  if (step === 'recipients' && plan.source === 'tag') return plan.tagId !== ''
  if (step === 'recipients')
    return plan.source === 'file'
      ? plan.head !== undefined && plan.head.cells.length > 0 && !fileProblem(plan)
      : typedNumbers(plan.typed).length > 0
  if (step === 'values') {
    const filled = filledByFile(plan)
    return (
      keysOf(translation).every((key) => filled.has(key) || plan.values[key]?.trim()) &&
      (!translation?.variables.includes(PLACE_KEY) ||
        filled.has(PLACE_KEY) ||
        (plan.place.latitude !== '' && plan.place.longitude !== '')) &&
      (!wantsFile(translation) || plan.attachment !== null)
    )
  }
  return !plan.isLater || plan.startAt !== ''
}

/** A moment of the viewer's clock with its offset: `2024-05-31T09:30:00+03:00`. */
const withOffset = (local: string): string => {
  const minutes = -new Date(local).getTimezoneOffset()
  const part = (value: number) => `${Math.floor(value)}`.padStart(2, '0')
  const size = Math.abs(minutes)
  return `${local}:00${minutes < 0 ? '-' : '+'}${part(size / 60)}:${part(size % 60)}`
}

/** What the API takes (POST …/bulk-sends): a form where a file goes along. */
export const toRequest = (plan: Plan): { json?: unknown; form?: FormData } => {
  const { template, languageId, place } = plan
  const filled = filledByFile(plan)
  const parameters: Record<string, unknown> = Object.fromEntries(
    keysOf(translationOf(plan)).flatMap((key) => (plan.values[key] ? [[key, plan.values[key]]] : [])),
  )
  if (translationOf(plan)?.variables.includes(PLACE_KEY) && !filled.has(PLACE_KEY))
    parameters[PLACE_KEY] = {
      latitude: Number(place.latitude),
      longitude: Number(place.longitude),
      ...(place.name && { name: place.name }),
      ...(place.address && { address: place.address }),
    }
  const fields = {
    template_id: template?.id,
    language_id: languageId,
    parameters,
    ...(plan.source === 'tag' && { tag: Number(plan.tagId) }),
    ...(plan.name.trim() && { name: plan.name.trim() }),
    ...(plan.isLater && { start_at: withOffset(plan.startAt) }),
    ...(plan.expiresIn && { expires_in: Math.round(Number(plan.expiresIn) * UNITS[plan.unit]) }),
  }
  const listed = plan.source === 'typed' && typedNumbers(plan.typed).map((phone) => ({ phone }))
  const file = plan.source === 'file' ? plan.file : null
  if (!file && !plan.attachment) return { json: { ...fields, ...(listed && { recipients: listed }) } }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : `${value}`)
  if (file) form.set('recipients', file, file.name)
  else if (listed) form.set('recipients', JSON.stringify(listed))
  if (plan.attachment) form.set('attachment', plan.attachment, plan.attachment.name)
  return { form }
}

/** Where a field that the API complains of is written. */
export const stepOf = (field: string): Step => {
  if (/^(recipients|tag)/.test(field)) return 'recipients'
  if (/^(parameters|attachment)/.test(field)) return 'values'
  return /^(template_id|language_id)/.test(field) ? 'template' : 'start'
}
