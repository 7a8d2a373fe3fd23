import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { RequestDialog } from '../components/request-dialog.tsx'
import { showToast } from '../components/toasts.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { type FieldName, NumberField } from './number-field.tsx'
import { changeNumber, doctorQuery, type NumberBody } from './queries.ts'

/** Secrets are not shown again: an empty field keeps what there is. */
const KEPT: FieldName[] = ['access_token', 'app_secret', 'verify_token']
const FIELDS: FieldName[] = ['display_name', 'waba_id', 'app_id', ...KEPT]

const ChangeDialog = ({ number, onClose }: { number: Integration; onClose: () => void }) => {
  const { t } = useTranslation(['numbers', 'common'])
  const client = useQueryClient()
  const before: Partial<Record<FieldName, string>> = {
    display_name: number.display_name,
    waba_id: number.waba_id,
    app_id: number.app_id ?? '',
  }
  const [values, setValues] = useState(before)
  const [throughput, setThroughput] = useState('')
  const save = async () => {
    const changed = FIELDS.filter((name) => (values[name] ?? '') !== (before[name] ?? ''))
    const change: Partial<NumberBody> = {
      ...Object.fromEntries(changed.map((name) => [name, values[name]?.trim()])),
      ...(throughput !== '' && { throughput: Number(throughput) }),
    }
    if (Object.keys(change).length === 0) return
    const now = await changeNumber(number.id, change)
    client.setQueryData(integrationsQuery.queryKey, (held) =>
      held?.map((one) => (one.id === now.id ? now : one)),
    )
    void client.invalidateQueries({ queryKey: doctorQuery(number.id).queryKey })
    showToast({ tone: 'info', message: t('changed') })
  }
  return (
    <RequestDialog
      title={number.display_name}
      action={t('action.save', { ns: 'common' })}
      size="lg"
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {FIELDS.map((name) => (
            <NumberField
              key={name}
              name={name}
              value={values[name] ?? ''}
              error={errors[name]}
              {...(KEPT.includes(name) && { hint: t('form.keep') })}
              onChange={(value) => setValues({ ...values, [name]: value })}
            />
          ))}
          <TextInput
            label={t('form.throughput')}
            description={`${t('form.throughputHint')} ${t('form.keep')}`}
            inputMode="numeric"
            placeholder={String(number.throughput)}
            value={throughput}
            error={errors['throughput']}
            onChange={({ currentTarget: { value } }) => setThroughput(value.replace(/\D/g, ''))}
          />
        </>
      )}
    </RequestDialog>
  )
}

export default ChangeDialog
