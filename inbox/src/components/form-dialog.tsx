import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormError } from './form-error.tsx'
import type { Form } from './use-form.ts'

/** A form over the page. It stays until what it asks for is done, with what went wrong. */
export const FormDialog = ({
  title,
  form,
  action,
  size = 'md',
  onClose,
  children,
}: {
  title: string
  form: Form
  /** What the button says; Save where nothing else is said. */
  action?: string
  size?: string
  onClose: () => void
  children: ReactNode
}) => {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={form.onSubmit}>
        <Stack gap="md">{children}</Stack>
        <Group justify="flex-end" mt="lg" gap="xs">
          <FormError error={form.error} />
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {action ?? t('action.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
