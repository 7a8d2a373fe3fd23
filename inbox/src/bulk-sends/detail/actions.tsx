import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleStop, Download, Pause, Play, RotateCcw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { tellError } from '../../words/error.ts'
import { type BulkSend, bulkPath, bulkSendQuery } from '../queries.ts'
import { type Verb, verbsOf } from '../states.ts'

const Confirm = lazy(() => import('../../components/confirm.tsx'))

/** What can still be done to a send, and its report. */
export const Actions = ({ integrationId, send }: { integrationId: number; send: BulkSend }) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const client = useQueryClient()
  const [asked, setAsked] = useState<'stop' | 'retry-failed'>()
  const path = bulkPath(integrationId, send.bulk_id)
  const change = useMutation({
    mutationFn: (verb: Verb) => call<BulkSend>('POST', `${path}/${verb}`, { json: {} }),
    onSuccess: (now) => {
      client.setQueryData(bulkSendQuery(integrationId, send.bulk_id).queryKey, now)
      void client.invalidateQueries({ queryKey: ['bulk-sends', integrationId] })
    },
  })
  const can = verbsOf(send)
  const { waiting, failed } = send.counts
  const pending = (verb: Verb) => change.isPending && change.variables === verb
  return (
    <>
      {can['retry-failed'] && (
        <Button
          variant="default"
          leftSection={<RotateCcw size={16} aria-hidden />}
          onClick={() => setAsked('retry-failed')}
        >
          {t('verb.retry')}
        </Button>
      )}
      {can.stop && (
        <Button
          variant="default"
          leftSection={<CircleStop size={16} aria-hidden />}
          onClick={() => setAsked('stop')}
        >
          {t('verb.stop')}
        </Button>
      )}
      <Button
        component="a"
        variant="default"
        // Excel in Turkish takes a comma for a decimal point.
        href={`/v1${path}/report.csv?separator=${i18n.language === 'tr' ? 'semicolon' : 'comma'}`}
        download
        leftSection={<Download size={16} aria-hidden />}
      >
        {t('verb.report')}
      </Button>
      {can.pause && (
        <Button
          leftSection={<Pause size={16} aria-hidden />}
          loading={pending('pause')}
          onClick={() => change.mutate('pause', { onError: tellError })}
        >
          {t('verb.pause')}
        </Button>
      )}
      {can.resume && (
        <Button
          leftSection={<Play size={16} aria-hidden />}
          loading={pending('resume')}
          onClick={() => change.mutate('resume', { onError: tellError })}
        >
          {t('verb.resume')}
        </Button>
      )}
      <Suspense>
        {asked && (
          <Confirm
            title={t(asked === 'stop' ? 'stop.title' : 'retry.title')}
            action={t(asked === 'stop' ? 'stop.action' : 'retry.action')}
            onConfirm={() => change.mutateAsync(asked)}
            onClose={() => setAsked(undefined)}
          >
            {asked === 'stop' ? t('stop.text', { count: waiting }) : t('retry.text', { count: failed })}
          </Confirm>
        )}
      </Suspense>
    </>
  )
}
