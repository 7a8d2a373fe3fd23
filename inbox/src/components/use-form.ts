import { useMutation } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import { ApiError } from '../api/call.ts'

/**
 * What stands in a form, and what the API says of it when it is sent. What is said of a field goes as soon as that field
 * is changed. `send` throws what the API answers.
 */
export const useForm = <Values extends object>(
  initial: Values,
  send: (values: Values) => Promise<unknown>,
) => {
  const [values, setValues] = useState(initial)
  const [isDirty, setDirty] = useState(false)
  /** Since it was last sent. */
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  const attempt = useMutation({ mutationFn: () => send(values) })
  const fields = attempt.error instanceof ApiError ? attempt.error.fields : {}
  const errorOf = (name: string): string | undefined =>
    changed.has(name.split('.', 1)[0]!) ? undefined : fields[name]?.[0]
  const set = (change: Partial<Values>): void => {
    setValues((before) => ({ ...before, ...change }))
    setChanged((before) => new Set([...before, ...Object.keys(change)]))
    setDirty(true)
  }
  return {
    values,
    set,
    errorOf,
    /** For a field of text. */
    text: (name: keyof Values & string) => ({
      value: String(values[name]),
      error: errorOf(name),
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        set({ [name]: event.currentTarget.value } as Partial<Values>),
    }),
    /** What is wrong with the whole of it: what stands beside no field. */
    error: Object.keys(fields).length > 0 ? undefined : (attempt.error ?? undefined),
    isBusy: attempt.isPending,
    isDirty,
    /** As if it had been opened anew. */
    reset: (next: Values): void => {
      setValues(next)
      setDirty(false)
    },
    onSubmit: (event: FormEvent): void => {
      event.preventDefault()
      setChanged(new Set())
      attempt.mutate()
    },
  }
}

export type Form = Pick<ReturnType<typeof useForm<object>>, 'error' | 'isBusy' | 'onSubmit'>
