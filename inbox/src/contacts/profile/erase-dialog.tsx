import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormError } from '../../components/form-error.tsx'
import { nameOf } from '../../inbox/names.ts'
import { type ContactDetails, eraseContact } from '../queries.ts'

/** Asks once, by having the name or the number typed, and says what goes. Then it is shown how far it is. */
const EraseDialog = ({ contact, onClose }: { contact: ContactDetails; onClose: () => void }) => {
  const { t } = useTranslation(['contacts', 'common'])
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const name = nameOf(contact)
  const erase = useMutation({
    mutationFn: () => eraseContact(contact.id),
    onSuccess: ({ id }) =>
      navigate({
        to: '/contacts/$contactId',
        params: { contactId: contact.id },
        search: { erasure: id },
        replace: true,
      }),
  })
  const isMeant = isNamed(contact, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isMeant && !erase.isPending) erase.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('eraseTitle', { name })}
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text>{t('eraseWords')}</Text>
          <Text>{t('eraseKept')}</Text>
          <TextInput
            label={t(contact.phone ? 'eraseType' : 'eraseTypeName', { name, phone: contact.phone })}
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Stack>
        <Group justify="flex-end" mt="lg" gap="xs">
          <FormError error={erase.error ?? undefined} />
          <Button variant="default" onClick={onClose}>
            {t('action.cancel', { ns: 'common' })}
          </Button>
          <Button type="submit" color="red" disabled={!isMeant} loading={erase.isPending}>
            {t('erase')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

/** By the name, however its letters are written, or by the digits of the number. */
const isNamed = (contact: ContactDetails, typed: string): boolean => {
  const fold = (text: string) => text.trim().toLocaleLowerCase()
  const digits = (text: string) => text.replace(/\D/g, '')
  if (fold(typed) === fold(nameOf(contact))) return true
  return contact.phone !== null && digits(typed) === digits(contact.phone)
}

export default EraseDialog
