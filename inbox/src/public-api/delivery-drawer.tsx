import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import { Button, Drawer, Skeleton, Stack, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CopyBlock } from '../components/copy-block.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { exactTime } from '../components/time.ts'
import { showToast } from '../components/toasts.tsx'
import { tellError } from '../words/error.ts'
import { Answer } from './answer.tsx'
import { Code } from './code.tsx'
import { DeliveryStatus } from './delivery-status.tsx'
import styles from './public-api.module.css'
import { deliveryQuery, type Place, replayDelivery, type WholeDelivery } from './queries.ts'

/** One delivery: what was sent, each attempt with its answer, and once more if wanted. */
const DeliveryDrawer = ({ place, id, onClose }: { place: Place; id: number; onClose: () => void }) => {
  const { t } = useTranslation(['public-api', 'common'])
  const query = useQuery(deliveryQuery(place, id))
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={t('delivery.title', { id })}
      closeButtonProps={{ 'aria-label': t('action.close', { ns: 'common' }) }}
    >
      {query.data ? (
        <Whole place={place} delivery={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Stack>
          <Skeleton height={16} width="40%" />
          <Skeleton height={220} />
        </Stack>
      )}
    </Drawer>
  )
}

const Whole = ({ place, delivery }: { place: Place; delivery: WholeDelivery }) => {
  const { t } = useTranslation('public-api')
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: () => replayDelivery(place, delivery.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['deliveries', place.numberId, place.webhookId] })
      void client.invalidateQueries({ queryKey: deliveryQuery(place, delivery.id).queryKey })
      showToast({ tone: 'info', message: t('delivery.replayed') })
    },
    onError: tellError,
  })
  const { next_attempt_at: next } = delivery
  return (
    <Stack gap="md">
      <div className={styles.top}>
        <DeliveryStatus status={delivery.status} />
        <Button
          size="xs"
          variant="default"
          leftSection={<RotateCw size={14} aria-hidden />}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t('delivery.replay')}
        </Button>
      </div>
      <CopyBlock label={t('delivery.messageId')} text={delivery.webhook_message_id} />
      <section>
        <Title order={3} size="sm" mb={4}>
          {t('delivery.request')}
        </Title>
        <Code label={t('delivery.request')} text={delivery.request_body} />
      </section>
      <section>
        <Title order={3} size="sm" mb={4}>
          {t('delivery.attempts')}
        </Title>
        <p className={styles.quiet}>
          {next ? t('delivery.next', { time: exactTime(next) }) : t('delivery.noNext')}
        </p>
        <Attempts attempts={delivery.attempts} />
      </section>
    </Stack>
  )
}

/** The latest first: it is the one that is asked about. */
const Attempts = ({ attempts }: { attempts: WholeDelivery['attempts'] }) => {
  const { t } = useTranslation('public-api')
  if (attempts.length === 0) return <p className={styles.quiet}>{t('delivery.none')}</p>
  const numbered = attempts.map((attempt, index) => ({ ...attempt, number: index + 1 })).reverse()
  return (
    <ol className={styles.attempts} reversed>
      {numbered.map(
        ({ number, at, duration_ms: ms, error, response_status: status, response_body: body }) => (
          <li key={number} className={styles.attempt}>
            <div className={styles.attemptHead}>
              <strong>
                {t('delivery.attempt', { number })}
                {status !== null && ` · ${status}`}
              </strong>
              <span className={styles.quiet}>
                {exactTime(at)} · {t('delivery.took', { ms })}
              </span>
            </div>
            {error && <p lang="en">{error}</p>}
            <Answer status={status} body={body} />
          </li>
        ),
      )}
    </ol>
  )
}

export default DeliveryDrawer
