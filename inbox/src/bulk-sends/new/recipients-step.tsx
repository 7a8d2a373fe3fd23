import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Alert, Anchor, NativeSelect, SegmentedControl, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column as TableColumn } from '../../components/data-table.tsx'
import { fieldText } from '../../components/field-errors.ts'
import { tagsQuery } from '../../inbox/queries.ts'
import { type Column, NoCsvError, type Person, readCsvHead, sampleCsv } from './csv.ts'
import { DropZone } from './drop-zone.tsx'
import { columnsOf, fileProblem, firstPeople, type Plan, translationOf, typedNumbers } from './state.ts'
import type { StepProps } from './wizard.tsx'

/** Whom it goes to: a file, numbers that are typed, or those whose chats have a tag. */
export const RecipientsStep = ({ plan, errors, onChange }: StepProps) => {
  const { t } = useTranslation('bulk-sends')
  return (
    <>
      <SegmentedControl
        aria-label={t('recipients.source')}
        value={plan.source}
        onChange={(source) => onChange({ source: source as Plan['source'] })}
        data={[
          { value: 'file', label: t('recipients.file') },
          { value: 'typed', label: t('recipients.typed') },
          { value: 'tag', label: t('recipients.tag') },
        ]}
      />
      {plan.source === 'file' ? (
        <FileRecipients plan={plan} errors={errors} onChange={onChange} />
      ) : plan.source === 'tag' ? (
        <TagRecipients plan={plan} errors={errors} onChange={onChange} />
      ) : (
        <Textarea
          autosize
          minRows={6}
          maxRows={16}
          label={t('recipients.numbers')}
          description={t('recipients.numbersHint')}
          placeholder={'+905550000001\n+905550000002'}
          value={plan.typed}
          error={fieldText(errors, 'recipients')}
          onChange={({ currentTarget: { value } }) => onChange({ typed: value })}
        />
      )}
      {plan.source === 'typed' && typedNumbers(plan.typed).length > 0 && (
        <Text role="status">{t('recipients.count', { count: typedNumbers(plan.typed).length })}</Text>
      )}
    </>
  )
}

const TagRecipients = ({ plan, errors, onChange }: StepProps) => {
  const { t } = useTranslation('bulk-sends')
  const { data: tags } = useQuery(tagsQuery)
  if (tags?.length === 0) return <Text>{t('recipients.noTags')}</Text>
  return (
    <NativeSelect
      label={t('recipients.tag')}
      description={t('recipients.tagHint')}
      value={plan.tagId}
      error={fieldText(errors, 'tag')}
      onChange={({ currentTarget: { value } }) => onChange({ tagId: value })}
      data={[
        { value: '', label: t('recipients.chooseTag') },
        ...(tags ?? []).map(({ id, name }) => ({ value: `${id}`, label: name })),
      ]}
    />
  )
}

const FileRecipients = ({ plan, errors, onChange }: StepProps) => {
  const { t } = useTranslation('bulk-sends')
  const [problem, setProblem] = useState<string>()
  const take = async (file: File) => {
    setProblem(undefined)
    onChange({ file, head: undefined })
    try {
      onChange({ head: await readCsvHead(file) })
    } catch (error) {
      setProblem(t(error instanceof NoCsvError ? 'file.isNoCsv' : 'file.cannotBeRead'))
    }
  }
  return (
    <>
      <DropZone file={plan.file} onFile={(file) => void take(file)} />
      <Text size="sm" c="var(--quiet)">
        {t('file.hint', { columns: ['phone', 'name', ...(translationOf(plan)?.variables ?? [])].join(', ') })}{' '}
        <SampleLink keys={translationOf(plan)?.variables ?? []} />
      </Text>
      {(problem ?? fieldText(errors, 'recipients')) && (
        <Alert color="red">{problem ?? fieldText(errors, 'recipients')}</Alert>
      )}
      {plan.head && <Rows plan={plan} />}
    </>
  )
}

const SampleLink = ({ keys }: { keys: string[] }) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const save = () => {
    const text = sampleCsv(keys, i18n.language === 'tr' ? ';' : ',')
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: 'recipients.csv' })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Anchor component="button" type="button" onClick={save}>
      {t('file.sample')}
    </Anchor>
  )
}

/** The first rows, with what each column is taken for. */
const Rows = ({ plan }: { plan: Plan }) => {
  const { t } = useTranslation('bulk-sends')
  const columns = columnsOf(plan)
  const people = firstPeople(plan)
  const problem = fileProblem(plan)
  const values = columns?.filter((column): column is Column & { is: 'value' } => column.is === 'value') ?? []
  const shown: TableColumn<Person>[] = [
    { key: 'line', title: t('recipients.line'), isNumber: true, render: ({ line }) => line },
    { key: 'phone', title: t('recipients.phone'), render: ({ phone }) => phone || '–' },
    ...(columns?.some(({ is }) => is === 'name')
      ? [{ key: 'name', title: t('recipients.name'), render: ({ name }: Person) => name ?? '–' }]
      : []),
    ...values.map(({ key }) => ({
      key,
      title: key,
      render: ({ values: own }: Person) => own[key] ?? '–',
    })),
  ]
  return (
    <>
      {problem ? (
        <Alert color="red" role="alert">
          {problem.kind === 'unknown'
            ? t('file.unknown', { columns: problem.columns.join(', ') })
            : t('file.wantsHeader')}
        </Alert>
      ) : (
        !columns && <Alert color="blue">{t('file.noHeader')}</Alert>
      )}
      <DataTable label={t('file.rows')} rows={people} keyOf={({ line }) => line} columns={shown} />
      <Text size="sm" c="var(--quiet)">
        {t('file.first')}
      </Text>
    </>
  )
}
