import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Kbd.layer.css'
import { Kbd, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAllCommands } from './commands.ts'
import styles from './key-list.module.css'

/** `?`: every key that does something here. */
const KeyList = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const own = useAllCommands().flatMap(({ id, label, keys }) => (keys ? [{ id, label, keys }] : []))
  const rows = [
    ...own,
    { id: 'commands', label: t('keys.command'), keys: 'Ctrl K' },
    { id: 'keys', label: t('keys.list'), keys: '?' },
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Text size="xs" c="dimmed" mb="xs">
        {t('keys.hint')}
      </Text>
      <dl className={styles.keys}>
        {rows.map(({ id, label, keys }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <Kbd key={key} size="sm">
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

export default KeyList
