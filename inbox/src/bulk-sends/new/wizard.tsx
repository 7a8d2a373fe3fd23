import '@mantine/core/styles/Stepper.layer.css'
import '@mantine/core/styles/Alert.layer.css'
import { Alert, Button, Group, Stepper } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleAlert, Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { fieldsOf } from '../../components/field-errors.ts'
import type { Template } from '../../inbox/queries.ts'
import { errorText } from '../../words/error.ts'
import { type BulkSend, bulkPath, bulkSendQuery } from '../queries.ts'
import { Preview } from './preview.tsx'
import { RecipientsStep } from './recipients-step.tsx'
import { StartStep } from './start-step.tsx'
import { activeTranslations, EMPTY_PLAN, isComplete, type Plan, STEPS, stepOf, toRequest } from './state.ts'
import { TemplateStep } from './template-step.tsx'
import { ValuesStep } from './values-step.tsx'
import styles from './wizard.module.css'

export type StepProps = {
  plan: Plan
  /** What the API found wrong, by its fields. */
  errors: Record<string, string[]>
  onChange: (change: Partial<Plan>) => void
}

type Props = {
  integrationId: number
  sender: string
  templates: Template[]
  firstTemplate: number | undefined
}

const begin = (templates: Template[], id: number | undefined): Plan => {
  const template = templates.find((one) => one.id === id)
  return { ...EMPTY_PLAN, template, languageId: activeTranslations(template)[0]?.language_id }
}

export const Wizard = ({ integrationId, sender, templates, firstTemplate }: Props) => {
  const { t } = useTranslation('bulk-sends')
  const [plan, setPlan] = useState(() => begin(templates, firstTemplate))
  const [at, setAt] = useState(0)
  const start = useStart(integrationId, plan, (step) => setAt(STEPS.indexOf(step)))
  const step = STEPS[at] ?? 'template'
  const top = useRef<HTMLFormElement>(null)
  // A long step leaves the page scrolled down; the next one begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the step.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const reached = STEPS.findIndex((one) => !isComplete(one, plan))
  const errors = fieldsOf(start.error)
  const props: StepProps = {
    plan,
    errors,
    onChange: (change) => setPlan((now) => ({ ...now, ...change })),
  }
  return (
    <form
      ref={top}
      className={styles.wizard}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isComplete(step, plan)) return
        if (step === 'start') start.mutate()
        else setAt(at + 1)
      }}
    >
      <Stepper active={at} size="sm" className={styles.steps} onStepClick={setAt} aria-label={t('new.steps')}>
        {STEPS.map((one, index) => (
          <Stepper.Step
            key={one}
            label={t(`step.${one}`)}
            allowStepSelect={reached === -1 || index <= reached}
          />
        ))}
      </Stepper>
      <div className={styles.columns}>
        <div className={styles.step}>
          {start.error && (
            <Alert color="red" role="alert" icon={<CircleAlert size={18} aria-hidden />}>
              {errorText(start.error)}
            </Alert>
          )}
          {step === 'template' && <TemplateStep {...props} templates={templates} />}
          {step === 'recipients' && <RecipientsStep {...props} />}
          {step === 'values' && <ValuesStep {...props} />}
          {step === 'start' && <StartStep {...props} />}
          <Group justify="space-between">
            <Button variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>
              {t('action.back', { ns: 'common' })}
            </Button>
            <Button
              type="submit"
              disabled={!isComplete(step, plan)}
              loading={start.isPending}
              leftSection={step === 'start' && <Send size={16} aria-hidden />}
            >
              {step !== 'start' ? t('new.next') : t(plan.isLater ? 'new.plan' : 'new.start')}
            </Button>
          </Group>
          {start.isPending && <p role="status">{t('new.reading')}</p>}
        </div>
        <Preview plan={plan} sender={sender} />
      </div>
    </form>
  )
}

const useStart = (integrationId: number, plan: Plan, onWrong: (step: (typeof STEPS)[number]) => void) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  // However often it is tried, and whatever of it is lost on the way: it starts once.
  const key = useRef(crypto.randomUUID())
  return useMutation({
    mutationFn: () =>
      call<BulkSend>('POST', bulkPath(integrationId), {
        ...toRequest(plan),
        headers: { 'idempotency-key': key.current },
      }),
    onSuccess: async (send) => {
      client.setQueryData(bulkSendQuery(integrationId, send.bulk_id).queryKey, send)
      void client.invalidateQueries({ queryKey: ['bulk-sends', integrationId, 'list'] })
      await navigate({
        to: '/bulk-sends/$integrationId/$bulkId',
        params: { integrationId, bulkId: send.bulk_id },
        replace: true,
      })
    },
    onError: (error) => {
      const first = STEPS.find((step) => Object.keys(fieldsOf(error)).some((field) => stepOf(field) === step))
      if (first) onWrong(first)
    },
  })
}
