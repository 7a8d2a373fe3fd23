import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { addressOf } from '../names.ts'
import { send } from '../outbox.ts'
import { keyOf } from '../queries.ts'
import { composeSend, fillText } from './compose-send.ts'
import { TemplateForm } from './template-form.tsx'

/** A template of the chat's number, filled in and sent: the way to a customer whose window is shut. */
const TemplatePicker = ({ chat, onClose }: { chat: Chat; onClose: () => void }) => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      <TemplateForm
        integrationId={chat.integration_id}
        isOptedOut={chat.opted_out_at !== null}
        onSend={(filled) => {
          const { translation, values } = filled
          send(client, keyOf(chat), {
            kind: 'template',
            request: composeSend({ ...filled, to: addressOf(chat) }),
            text: fillText(translation.body, 'body', values),
          })
          onClose()
        }}
      />
    </Modal>
  )
}

export default TemplatePicker
