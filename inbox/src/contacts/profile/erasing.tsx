import { Button, Loader, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleDashed } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Card } from '../../settings/page.tsx'
import { type Erasure, erasureQuery } from '../queries.ts'
import styles from './profile.module.css'

/** In the order in which they go (src/erasures/item.ts). */
const STEPS = ['queue', 'raw_events', 'messages'] as const
const ORDER: readonly string[] = STEPS

/** How far somebody is forgotten. It goes on by itself, whether somebody watches or not. */
export const Erasing = ({ id }: { id: number }) => {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const { data: erasure, error, refetch } = useQuery(erasureQuery(id))
  const contactId = erasure?.contact_id
  const isDone = erasure?.status === 'done'
  useEffect(() => {
    if (!isDone) return
    client.removeQueries({ queryKey: ['contacts', contactId] })
    void client.invalidateQueries({ queryKey: ['contacts', 'list'] })
  }, [client, contactId, isDone])
  if (error && !erasure) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <Page title={t('erasing')}>
      <Card title={t(isDone ? 'erased' : 'erasingNow')} hint={t(isDone ? 'erasedHint' : 'erasingHint')}>
        <Steps erasure={erasure} />
        <Text role="status" c="dimmed">
          {erasure && t('erasedSoFar', { count: sumOf(erasure.deleted) })}
        </Text>
        <div>
          <Button component={Link} to="/contacts" variant="default">
            {t('back')}
          </Button>
        </div>
      </Card>
    </Page>
  )
}

const Steps = ({ erasure }: { erasure: Erasure | undefined }) => {
  const { t } = useTranslation('contacts')
  const at = erasure?.status === 'done' ? STEPS.length : ORDER.indexOf(erasure?.step ?? '')
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          {index < at ? (
            <Check size={18} aria-label={t('stepDone')} role="img" />
          ) : index === at ? (
            <Loader size={16} />
          ) : (
            <CircleDashed size={18} aria-hidden />
          )}
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  )
}

const sumOf = (deleted: Erasure['deleted']): number =>
  Object.values(deleted).reduce((sum, count) => sum + count, 0)
