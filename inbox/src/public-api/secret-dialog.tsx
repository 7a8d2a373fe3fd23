import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyBlock } from '../components/copy-block.tsx'

/** Shows what is shown once. A click beside it does not put it away: only the button does, or Escape. */
export const SecretDialog = ({
  title,
  hint,
  label,
  secret,
  onClose,
}: {
  title: string
  hint: string
  label: string
  secret: string
  onClose: () => void
}) => {
  const { t } = useTranslation('public-api')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      withCloseButton={false}
      size="lg"
    >
      <Text mb="md">{hint}</Text>
      <CopyBlock label={label} text={secret} />
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Modal>
  )
}
