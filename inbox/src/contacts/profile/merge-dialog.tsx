import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Radio, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestDialog } from '../../components/request-dialog.tsx'
import { showToast } from '../../components/toasts.tsx'
import { nameOf } from '../../inbox/names.ts'
import { type Contact, type ContactDetails, contactsQuery, mergeContact } from '../queries.ts'

/** So many fit without scrolling; whoever is not among them is found by another word. */
const SHOWN = 6

/** Says that this person and another one, who is looked for, are one. The other keeps the id, and the address. */
const MergeDialog = ({ contact, onClose }: { contact: ContactDetails; onClose: () => void }) => {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [into, setInto] = useState<Contact>()
  const done = async (merged: ContactDetails) => {
    onClose()
    await navigate({ to: '/contacts/$contactId', params: { contactId: merged.id } })
    client.removeQueries({ queryKey: ['contacts', contact.id] })
    await client.invalidateQueries({ queryKey: ['contacts'] })
    showToast({ tone: 'info', message: t('merged', { name: nameOf(merged) }) })
  }
  return (
    <RequestDialog
      title={t('mergeTitle', { name: nameOf(contact) })}
      action={t('merge')}
      onSubmit={() => mergeContact(contact.id, into?.id)}
      onDone={(merged) => void done(merged)}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Choice contact={contact} chosen={into} error={errors['into']} onChoose={setInto} />
          <Text size="sm">
            {into ? t('mergeInto', { from: nameOf(contact), into: nameOf(into) }) : t('mergeWords')}{' '}
            {t('notUndone')}
          </Text>
        </>
      )}
    </RequestDialog>
  )
}

const Choice = ({
  contact,
  chosen,
  error,
  onChoose,
}: {
  contact: ContactDetails
  chosen: Contact | undefined
  error: string | undefined
  onChoose: (contact: Contact | undefined) => void
}) => {
  const { t } = useTranslation('contacts')
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), 250)
  const { data } = useInfiniteQuery(contactsQuery(q ? { q } : {}))
  const others = data?.pages[0]?.items.filter(({ id }) => id !== contact.id).slice(0, SHOWN)
  return (
    <>
      <TextInput
        type="search"
        leftSection={<Search size={16} aria-hidden />}
        label={t('mergeWith')}
        placeholder={t('searchHint')}
        maxLength={200}
        data-autofocus
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          onChoose(undefined)
        }}
      />
      <Radio.Group
        aria-label={t('people')}
        value={chosen ? String(chosen.id) : null}
        error={error}
        onChange={(id) => onChoose(others?.find((one) => String(one.id) === id))}
      >
        <Stack gap="xs" mih={190}>
          {others?.map((one) => (
            <Radio
              key={one.id}
              value={String(one.id)}
              label={nameOf(one)}
              description={one.name === null ? undefined : (one.phone ?? one.user_id)}
            />
          ))}
          {others?.length === 0 && <Text c="dimmed">{t('filtered')}</Text>}
        </Stack>
      </Radio.Group>
    </>
  )
}

export default MergeDialog
