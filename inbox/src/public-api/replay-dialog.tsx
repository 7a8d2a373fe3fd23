import { NativeSelect, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestDialog } from '../components/request-dialog.tsx'
import { showToast } from '../components/toasts.tsx'
import { MomentField } from './moment-field.tsx'
import { type DeliveryFilter, type Place, replayDeliveries } from './queries.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from './statuses.ts'

const DAY_MS = 24 * 3_600_000

/** Sends all of a time again: what a receiver lost, say. Begins with what the log is narrowed down to. */
const ReplayDialog = ({
  place,
  filter,
  onClose,
}: {
  place: Place
  filter: DeliveryFilter
  onClose: () => void
}) => {
  const { t } = useTranslation('public-api')
  const client = useQueryClient()
  const [from, setFrom] = useState(filter.from ?? new Date(Date.now() - DAY_MS).toISOString())
  // The minute that has begun belongs to it.
  const [to, setTo] = useState(filter.to ?? new Date(Date.now() + 60_000).toISOString())
  const [status, setStatus] = useState<DeliveryStatus | undefined>(
    filter.status === 'pending' ? undefined : filter.status,
  )
  const replay = () => replayDeliveries(place, { from, to, ...(status && { status }) })
  const done = ({ replayed }: { replayed: number }) => {
    void client.invalidateQueries({ queryKey: ['deliveries', place.numberId, place.webhookId] })
    const words = replayed === 0 ? t('log.replayedNone') : t('log.replayed', { count: replayed })
    showToast({ tone: 'info', message: words })
    onClose()
  }
  return (
    <RequestDialog
      title={t('log.replayTitle')}
      action={t('log.replayAction')}
      onSubmit={replay}
      onDone={done}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Text>{t('log.replayHint')}</Text>
          <MomentField
            label={t('log.from')}
            value={from}
            error={errors['from']}
            onChange={(value) => value && setFrom(value)}
          />
          <MomentField
            label={t('log.to')}
            value={to}
            error={errors['to']}
            onChange={(value) => value && setTo(value)}
          />
          <NativeSelect
            label={t('log.status')}
            value={status ?? ''}
            error={errors['status']}
            onChange={({ currentTarget: { value } }) =>
              setStatus(DELIVERY_STATUSES.find((one) => one === value))
            }
          >
            <option value="">{t('log.any')}</option>
            {DELIVERY_STATUSES.filter((one) => one !== 'pending').map((one) => (
              <option key={one} value={one}>
                {t(`log.statuses.${one}`)}
              </option>
            ))}
          </NativeSelect>
        </>
      )}
    </RequestDialog>
  )
}

export default ReplayDialog
