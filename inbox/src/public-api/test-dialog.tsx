import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import { Answer } from './answer.tsx'
import type { TestResult } from './queries.ts'

/** What came of a test event: it was sent once, and is in no log. */
export const TestDialog = ({ result, onClose }: { result: TestResult; onClose: () => void }) => {
  const { t } = useTranslation(['public-api', 'common'])
  const { error, response_status: status, duration_ms: ms } = result
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('endpoint.testResult')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      <Stack gap="md">
        {error === null ? (
          <Notice title={t('endpoint.testWell', { status, ms })} />
        ) : (
          <Notice tone="warn" title={t('endpoint.testAmiss')}>
            <span lang="en">{error}</span>
          </Notice>
        )}
        <div>
          <Text fw={500} mb={4}>
            {t('endpoint.answer')}
          </Text>
          <Answer status={status} body={result.response_body} />
        </div>
      </Stack>
    </Modal>
  )
}
