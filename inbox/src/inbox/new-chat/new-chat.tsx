import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldErrors, formError } from '../../components/field-errors.ts'
import { FormError } from '../../components/form-error.tsx'
import { NumberSelect, useNumber } from '../../components/number-select.tsx'
import { showToast } from '../../components/toasts.tsx'
import type { FilledTemplate } from '../template-picker/compose-send.ts'
import { TemplateForm } from '../template-picker/template-form.tsx'
import styles from './new-chat.module.css'
import { startChat } from './start-chat.ts'

/** Writes to somebody who is in no chat yet: a typed number, and a template, which is all that reaches them. */
const NewChat = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const [wanted, setWanted] = useState<number>()
  const { number } = useNumber(wanted)
  const [phone, setPhone] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // The key of what is sent, until something in it is another: a second try is no second message.
  const attempt = useRef({ of: '', key: '' })
  const start = useMutation({
    mutationFn: async (filled: FilledTemplate) => {
      if (!number) return
      const { template, translation, values, file } = filled
      const of = JSON.stringify([number.id, phone, template.id, translation.language_id, values, file?.name])
      if (attempt.current.of !== of) attempt.current = { of, key: crypto.randomUUID() }
      const chat = await startChat(number.id, { ...filled, to: phone.trim() }, attempt.current.key)
      onClose()
      if (!chat) return showToast({ tone: 'info', title: t('newChat.sent'), message: t('newChat.later') })
      await navigate({
        to: '/inbox/$view/$integrationId/$chatId',
        params: { view: 'all', integrationId: number.id, chatId: chat.id },
      })
    },
    onError: () => field.current?.focus(),
  })
  const errors = fieldErrors(start.error)
  const { 'destinations.0.phone': wrongPhone, ...others } = errors
  const otherErrors = Object.values(others).join(' ')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('newChat.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      <div className={styles.ends}>
        <TextInput
          ref={field}
          data-autofocus
          type="tel"
          inputMode="tel"
          autoComplete="off"
          label={t('newChat.phone')}
          description={t('newChat.phoneHint')}
          error={wrongPhone}
          value={phone}
          onChange={(event) => {
            setPhone(event.currentTarget.value)
            start.reset()
          }}
        />
        <NumberSelect label={t('newChat.from')} value={number?.id} onChange={setWanted} />
      </div>
      {number && (
        <TemplateForm
          key={number.id}
          integrationId={number.id}
          isBusy={start.isPending}
          onSend={(filled) => {
            if (phone.trim() === '') field.current?.focus()
            else start.mutate(filled)
          }}
        >
          <FormError error={otherErrors || formError(start.error) || undefined} />
        </TemplateForm>
      )}
    </Modal>
  )
}

export default NewChat
