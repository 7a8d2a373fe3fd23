import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldErrors, fieldErrors, formError } from './field-errors.ts'

/** A form over the page. It stays while it is sent, and when the server refuses it: the first wrong field is focused. */
export const RequestDialog = <Result,>({
  title,
  action,
  size = 'md',
  onSubmit,
  onDone,
  onClose,
  children,
}: {
  title: string
  /** What the button says. */
  action: string
  size?: 'md' | 'lg'
  onSubmit: () => Promise<Result>
  /** What comes next, in place of closing. */
  onDone?: (result: Result) => void
  onClose: () => void
  children: (errors: FieldErrors) => ReactNode
}) => {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const work = useMutation({ mutationFn: onSubmit, onSuccess: onDone ?? onClose })
  useEffect(() => {
    if (work.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [work.error])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!work.isPending) work.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="sm">{children(fieldErrors(work.error))}</Stack>
        <Text role="alert" size="sm" c="var(--danger)" mt="sm">
          {formError(work.error)}
        </Text>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={work.isPending}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
