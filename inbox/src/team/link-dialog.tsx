import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { User } from '../api/types.ts'
import { CopyField } from '../components/copy-field.tsx'
import { dateTime } from '../components/time.ts'
import type { ResetLink } from './queries.ts'

/** By which somebody sets their password: to be handed on by whatever way the two have. */
export const LinkDialog = ({ user, link, onClose }: { user: User; link: ResetLink; onClose: () => void }) => {
  const { t } = useTranslation('team')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('linkTitle', { name: user.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      <Stack gap="md">
        <Text>{t('linkHint', { name: user.name, at: dateTime(link.expires_at) })}</Text>
        <CopyField label={t('link')} value={link.url} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
