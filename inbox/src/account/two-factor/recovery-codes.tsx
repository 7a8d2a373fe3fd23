import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Text } from '@mantine/core'
import { Copy, Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../components/toasts.tsx'
import styles from './recovery-codes.module.css'

/** Shown this once: only the button that says so closes it, no click beside it. */
export const RecoveryCodes = ({ codes, onClose }: { codes: string[]; onClose: () => void }) => {
  const { t } = useTranslation('account')
  const text = `${codes.join('\n')}\n`
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: url, download: 'masa-recovery-codes.txt' }).click()
    URL.revokeObjectURL(url)
  }
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => showToast({ tone: 'info', message: t('codesCopied') }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('codesTitle')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Text>{t('codesHint')}</Text>
      <ul className={styles.codes} aria-label={t('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Button variant="default" leftSection={<Download size={16} />} onClick={download} data-autofocus>
          {t('codesDownload')}
        </Button>
        {navigator.clipboard && (
          <Button variant="default" leftSection={<Copy size={16} />} onClick={() => void copy()}>
            {t('codesCopy')}
          </Button>
        )}
        <Button ml="auto" onClick={onClose}>
          {t('codesKept')}
        </Button>
      </Group>
    </Modal>
  )
}
