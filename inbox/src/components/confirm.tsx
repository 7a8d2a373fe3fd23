import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tellError } from '../words/error.ts'

/**
 * Asks once before something goes for good, and says what goes. The dialog stays until the work is done, and when it
 * fails. To be loaded lazily: few clicks lead here.
 */
const Confirm = ({
  title,
  children,
  action,
  onConfirm,
  onClose,
}: {
  title: string
  children: ReactNode
  /** What the button says: the verb itself, such as Delete. */
  action: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      tellError(error)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Text>{children}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button color="red" loading={isBusy} onClick={confirm} data-autofocus>
          {action}
        </Button>
      </Group>
    </Modal>
  )
}

export default Confirm
