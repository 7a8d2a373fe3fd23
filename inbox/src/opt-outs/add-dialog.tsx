import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldErrors } from '../components/field-errors.ts'
import { RequestDialog } from '../components/request-dialog.tsx'
import { showToast } from '../components/toasts.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { addOptOuts, type OptOut } from './queries.ts'

/** Puts people on the list who said so by another way, one a line. One wrong number refuses all. */
const AddDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('opt-outs')
  const client = useQueryClient()
  const { data: numbers = [] } = useQuery(integrationsQuery)
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [number, setNumber] = useState('')
  const lines = text.split('\n').map((one) => one.trim())
  const phones = lines.filter((one) => one !== '')
  const add = () =>
    addOptOuts({
      phones,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(number && { integration_id: Number(number) }),
    })
  const done = (people: OptOut[]) => {
    void client.invalidateQueries({ queryKey: ['opt-outs'] })
    showToast({ tone: 'info', message: t('added', { count: people.length }) })
    onClose()
  }
  return (
    <RequestDialog title={t('add')} action={t('form.add')} onSubmit={add} onDone={done} onClose={onClose}>
      {(errors) => (
        <>
          <Textarea
            label={t('form.phones')}
            description={t('form.phonesHint')}
            autosize
            minRows={3}
            maxRows={10}
            inputMode="tel"
            data-autofocus
            value={text}
            error={wrongLines(errors, lines, (line, problem) => t('form.line', { line, problem }))}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <TextInput
            label={t('form.reason')}
            description={t('form.reasonHint')}
            maxLength={500}
            value={reason}
            error={errors['reason']}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {numbers.length > 1 && (
            <NativeSelect
              label={t('form.number')}
              description={t('form.accountHint')}
              value={number}
              error={errors['integration_id']}
              onChange={({ currentTarget }) => setNumber(currentTarget.value)}
            >
              <option value="">{t('allNumbers')}</option>
              {numbers.map(({ id, display_name: name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          )}
          <Text size="sm" c="dimmed">
            {t('form.words')}
          </Text>
        </>
      )}
    </RequestDialog>
  )
}

const MAX_TOLD = 3

/** Which lines are wrong: the API counts numbers, people count lines. */
const wrongLines = (
  errors: FieldErrors,
  lines: string[],
  tell: (line: number, problem: string) => string,
): string | undefined => {
  const places = lines.flatMap((line, index) => (line === '' ? [] : [index + 1]))
  const told = Object.entries(errors).flatMap(([field, problem = '']) => {
    const index = /^phones\.(\d+)$/.exec(field)?.[1]
    return index === undefined ? [] : [tell(places[Number(index)] ?? 0, problem)]
  })
  return told.length > 0 ? told.slice(0, MAX_TOLD).join(' ') : (errors['phones'] ?? errors['phone'])
}

export default AddDialog
