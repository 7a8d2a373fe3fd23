import { Anchor } from '@mantine/core'
import { BookOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { CopyBlock } from '../components/copy-block.tsx'
import { Section } from '../components/page.tsx'
import styles from './public-api.module.css'

/** The address of the API, and a first call to copy. */
export const FirstCall = ({ number }: { number: Integration }) => {
  const { t } = useTranslation('public-api')
  const baseUrl = `${window.location.origin}/v1`
  const curl = [
    `curl -X POST '${baseUrl}/integrations/${number.id}/conversations/messages'`,
    `  -H 'Authorization: Bearer KEY'`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${JSON.stringify({ to: '+905555555555', text: t('start.text') })}'`,
  ].join(' \\\n')
  return (
    <Section
      title={t('start.title')}
      hint={t('start.hint')}
      actions={
        <Anchor href="/docs" target="_blank" className={styles.docs}>
          <BookOpen size={16} aria-hidden />
          {t('start.docs')}
        </Anchor>
      }
    >
      <CopyBlock label={t('start.baseUrl')} text={baseUrl} />
      <CopyBlock label={t('start.curl')} text={curl} />
    </Section>
  )
}
