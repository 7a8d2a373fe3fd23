import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { AutoReplies, Integration } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { FormError } from '../components/form-error.tsx'
import { showToast } from '../components/toasts.tsx'
import { useForm } from '../components/use-form.ts'
import { Card } from '../settings/page.tsx'
import styles from './auto-replies.module.css'
import { HolidaysEditor } from './holidays-editor.tsx'
import { HoursEditor } from './hours-editor.tsx'
import { Preview } from './preview.tsx'
import { autoRepliesPath, autoRepliesQuery, KINDS } from './queries.ts'
import { ReplyEditor } from './reply-editor.tsx'
import { TimeZoneField } from './time-zone-field.tsx'

/** All that one number answers by itself, saved as a whole. */
export const AutoRepliesForm = ({
  integration,
  stored,
}: {
  integration: Integration
  stored: AutoReplies
}) => {
  const { t } = useTranslation('auto-replies')
  const client = useQueryClient()
  const form = useForm(stored, async (json) => {
    const saved = await call<AutoReplies>('PUT', autoRepliesPath(integration.id), { json })
    client.setQueryData(autoRepliesQuery(integration.id).queryKey, saved)
    form.reset(saved)
    showToast({ tone: 'info', message: t('saved') })
  })
  const { values, set, errorOf, isDirty } = form
  // What somebody else saves meanwhile is shown, unless it would take away what is being written here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored decides
  useEffect(() => {
    if (!isDirty) form.reset(stored)
  }, [stored])
  return (
    <form className={styles.form} onSubmit={form.onSubmit}>
      <Preview values={values} number={integration.display_name} />
      {KINDS.map((kind) => (
        <ReplyEditor
          key={kind}
          kind={kind}
          reply={values[kind]}
          error={errorOf(`${kind}.text`)}
          onReply={(reply) => set({ [kind]: reply })}
        />
      ))}
      <Card title={t('hours')} hint={t('hoursHint')}>
        <TimeZoneField
          value={values.time_zone}
          error={errorOf('time_zone')}
          onChange={(timeZone) => set({ time_zone: timeZone })}
        />
        <HoursEditor hours={values.hours} errorOf={errorOf} onHours={(hours) => set({ hours })} />
      </Card>
      <Card title={t('holidays')} hint={t('holidaysHint')}>
        <HolidaysEditor
          holidays={values.holidays}
          errorOf={errorOf}
          onHolidays={(holidays) => set({ holidays })}
        />
      </Card>
      <div className={styles.bar}>
        <FormError error={form.error} />
        {isDirty && (
          <Button variant="default" onClick={() => form.reset(stored)}>
            {t('discard')}
          </Button>
        )}
        <Button type="submit" loading={form.isBusy} disabled={!isDirty}>
          {t('action.save', { ns: 'common' })}
        </Button>
      </div>
      <UnsavedGuard isDirty={isDirty} />
    </form>
  )
}

/** Asks before what is not saved goes by going elsewhere. */
const UnsavedGuard = ({ isDirty }: { isDirty: boolean }) => {
  const { t } = useTranslation('auto-replies')
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <Confirm title={t('unsaved')} action={t('discard')} onConfirm={async () => proceed()} onClose={reset}>
      {t('unsavedHint')}
    </Confirm>
  )
}
