import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { ArrowLeft, PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Notice } from '../components/notice.tsx'
import { Page, Section } from '../components/page.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { Doctor } from './doctor.tsx'
import { Facts } from './facts.tsx'
import styles from './number.module.css'
import { NumberActions } from './number-actions.tsx'
import { ProfileForm } from './profile-form.tsx'
import { doctorQuery } from './queries.ts'
import { StatusBadge } from './status-badge.tsx'

/** One number: how it is, what the doctor says, and what customers see of it. */
const NumberScreen = () => {
  const { t } = useTranslation('numbers')
  const { numberId } = numberRoute.useParams()
  const query = useQuery(integrationsQuery)
  const number = query.data?.find(({ id }) => id === numberId)
  if (query.isPending)
    return (
      <Page title={t('title')}>
        <Skeleton height={220} radius="md" />
      </Page>
    )
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!number)
    return (
      <EmptyState icon={PhoneOff} title={t('gone')} hint={t('goneHint')}>
        <Button component={Link} to="/numbers" variant="default">
          {t('back')}
        </Button>
      </EmptyState>
    )
  return (
    <Page
      title={number.display_name}
      hint={number.phone_number || t('unknownPhone')}
      actions={<NumberActions number={number} />}
    >
      <div className={styles.top}>
        <Link to="/numbers" className={styles.back}>
          <ArrowLeft size={16} aria-hidden />
          {t('back')}
        </Link>
        <StatusBadge status={number.status} />
      </div>
      <Standing number={number} />
      <WhatWhatsAppSays number={number} />
      <Doctor number={number} />
      <ProfileForm key={number.id} number={number} />
    </Page>
  )
}

/** Why nothing leaves by it, where nothing does. */
const Standing = ({ number: { status, status_reason: reason } }: { number: Integration }) => {
  const { t } = useTranslation('numbers')
  if (status !== 'pending' && status !== 'suspended') return null
  return (
    <Notice tone="warn" title={t(`${status}Title`)}>
      {t(`${status}Words`)} {reason && t('reason', { reason })}
    </Notice>
  )
}

const WhatWhatsAppSays = ({ number }: { number: Integration }) => {
  const { t } = useTranslation('numbers')
  const { data } = useQuery(doctorQuery(number.id))
  const more = [
    [t('verifiedName'), number.verified_name],
    [t('atWhatsApp'), number.whatsapp_status],
    [t('form.phone_number_id'), number.phone_number_id],
    [t('form.waba_id'), number.waba_id],
    [t('form.app_id'), number.app_id],
  ]
  return (
    <Section title={t('facts')}>
      <div className={styles.pane}>
        <Facts number={number} doctor={data} />
        <dl className={styles.more}>
          {more.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? t('unknown')}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Section>
  )
}

export const numberRoute = createLazyRoute('/signed-in/numbers/$numberId')({ component: NumberScreen })
