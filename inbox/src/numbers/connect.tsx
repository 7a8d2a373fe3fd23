import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldErrors, fieldErrors, formError } from '../components/field-errors.ts'
import { Page } from '../components/page.tsx'
import { showToast } from '../components/toasts.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import styles from './connect.module.css'
import { type FieldName, IDS, NumberField } from './number-field.tsx'
import { connectNumber } from './queries.ts'

const STEPS = [
  { name: 'app', fields: ['app_id', 'app_secret'] },
  { name: 'number', fields: ['waba_id', 'phone_number_id'] },
  { name: 'token', fields: ['access_token', 'verify_token'] },
  { name: 'name', fields: ['display_name'] },
] as const satisfies { name: string; fields: FieldName[] }[]

type Values = Record<FieldName, string>

const drawWord = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** Connects a number step by step. What WhatsApp does not accept leads back to the step whose field it is. */
const ConnectScreen = () => {
  const { t } = useTranslation('numbers')
  const [step, setStep] = useState(0)
  const [values, setValues] = useState<Values>(() => ({
    app_id: '',
    app_secret: '',
    waba_id: '',
    phone_number_id: '',
    access_token: '',
    verify_token: drawWord(),
    display_name: '',
  }))
  const [own, setOwn] = useState<FieldErrors>({})
  const connect = useConnect(values, (field) => setStep(stepOf(field)))
  const errors = { ...fieldErrors(connect.error), ...own }
  const { name, fields } = STEPS[step]!
  const form = useFocusOnStep(step, connect.error)
  const isLast = step === STEPS.length - 1
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = findMissing(fields, values, { required: t('form.required'), digits: t('form.digits') })
    setOwn(missing)
    if (Object.keys(missing).length > 0) focusWrong(form.current)
    else if (isLast) connect.mutate()
    else setStep(step + 1)
  }
  const set = (field: FieldName) => (value: string) => {
    setValues({ ...values, [field]: value })
    setOwn({ ...own, [field]: undefined })
  }
  return (
    <Page title={t('connect')} hint={t('steps.of', { step: step + 1, count: STEPS.length })}>
      <div className={styles.connect}>
        <StepList step={step} onStep={setStep} />
        <form ref={form} className={styles.form} onSubmit={submit} noValidate>
          <h2 className={styles.title}>{t(`steps.${name}`)}</h2>
          <p className={styles.hint}>{t(`steps.${name}Hint`)}</p>
          <Stack gap="md">
            {fields.map((field) => (
              <NumberField
                key={field}
                name={field}
                value={values[field]}
                error={errors[field]}
                onChange={set(field)}
              />
            ))}
          </Stack>
          <Text role="alert" size="sm" c="var(--danger)" mt="sm">
            {formError(connect.error)}
          </Text>
          <Group justify="flex-end" mt="md" gap="xs">
            {step > 0 && (
              <Button variant="default" onClick={() => setStep(step - 1)}>
                {t('steps.back')}
              </Button>
            )}
            <Button type="submit" loading={connect.isPending}>
              {isLast ? t('steps.connect') : t('steps.next')}
            </Button>
          </Group>
          <p className="sr-only" role="status">
            {connect.isPending ? t('steps.connecting') : ''}
          </p>
        </form>
      </div>
    </Page>
  )
}

const stepOf = (field: string): number =>
  STEPS.findIndex(({ fields }) => (fields as readonly string[]).includes(field))

const useConnect = (values: Values, onRefused: (field: string) => void) => {
  const { t } = useTranslation('numbers')
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () =>
      connectNumber(
        Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim()])) as Values,
      ),
    onSuccess: async (number) => {
      await client.invalidateQueries({ queryKey: integrationsQuery.queryKey })
      const words =
        number.status === 'pending'
          ? t('steps.pending', { name: number.display_name })
          : t('steps.connected', { name: number.display_name })
      showToast({ tone: 'info', message: words })
      await navigate({ to: '/numbers/$numberId', params: { numberId: number.id } })
    },
    onError: (error) => {
      const first = Object.keys(fieldErrors(error)).find((field) => stepOf(field) !== -1)
      if (first !== undefined) onRefused(first)
    },
  })
}

/** What can be seen without asking anybody. */
const findMissing = (
  fields: readonly FieldName[],
  values: Values,
  words: { required: string; digits: string },
): FieldErrors =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = values[field].trim()
      if (text === '') return [[field, words.required]]
      return IDS.includes(field) && !/^\d+$/.test(text) ? [[field, words.digits]] : []
    }),
  )

const focusWrong = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

/** Each step begins at its first field, or at the one that was refused. */
const useFocusOnStep = (step: number, error: Error | null) => {
  const form = useRef<HTMLFormElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about these changing
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const first = form.current?.querySelector<HTMLElement>('input')
    ;(wrong ?? first)?.focus()
  }, [step, error])
  return form
}

const StepList = ({ step, onStep }: { step: number; onStep: (step: number) => void }) => {
  const { t } = useTranslation('numbers')
  return (
    <ol className={styles.steps} aria-label={t('steps.label')}>
      {STEPS.map(({ name }, index) => (
        <li
          key={name}
          aria-current={index === step ? 'step' : undefined}
          data-done={index < step || undefined}
        >
          {index < step ? (
            <button type="button" onClick={() => onStep(index)}>
              {t(`steps.${name}`)}
            </button>
          ) : (
            <span>{t(`steps.${name}`)}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

export const connectRoute = createLazyRoute('/signed-in/numbers/connect')({ component: ConnectScreen })
