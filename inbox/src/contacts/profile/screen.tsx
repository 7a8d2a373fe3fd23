import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { ArrowLeft, BellOff, UserRoundX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/call.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { fullDate } from '../../components/time.ts'
import { nameOf } from '../../inbox/names.ts'
import { Card } from '../../settings/page.tsx'
import { type ContactDetails, contactQuery } from '../queries.ts'
import { Actions } from './actions.tsx'
import { Addresses } from './addresses.tsx'
import { Chats } from './chats.tsx'
import { Erasing } from './erasing.tsx'
import { Facts } from './facts.tsx'
import { OwnForm } from './own-form.tsx'
import styles from './profile.module.css'

/** One person: what they are called, what the team keeps of them, their chats; or how they are being forgotten. */
const ContactScreen = () => {
  const { contactId } = contactRoute.useParams()
  const { erasure } = contactRoute.useSearch()
  if (erasure !== undefined) return <Erasing id={erasure} />
  return <Profile key={contactId} id={contactId} />
}

const Profile = ({ id }: { id: number }) => {
  const { t } = useTranslation('contacts')
  const { data: contact, error, refetch } = useQuery(contactQuery(id))
  if (error instanceof ApiError && error.status === 404) return <Gone />
  if (error && !contact) return <ErrorState error={error} onRetry={() => void refetch()} />
  const handle = contact?.phone ?? contact?.user_id
  return (
    <Page
      title={contact ? nameOf(contact) : t('contact')}
      hint={(contact?.name && handle) || ''}
      actions={contact && <Actions contact={contact} />}
    >
      <Link to="/contacts" className={styles.back}>
        <ArrowLeft size={16} aria-hidden />
        {t('back')}
      </Link>
      {contact ? <Loaded contact={contact} /> : <Skeleton height={480} radius="md" aria-busy />}
    </Page>
  )
}

const Loaded = ({ contact }: { contact: ContactDetails }) => {
  const { t } = useTranslation('contacts')
  const { phone, opted_out_at: optedOut } = contact
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <OwnForm contact={contact} />
        <Chats contact={contact} />
      </div>
      <div className={styles.column}>
        {optedOut && (
          <p className={styles.optedOut}>
            <BellOff size={16} aria-hidden />
            <span>
              {t('optedOutSince', { date: fullDate(optedOut) })}{' '}
              {phone && (
                <Link to="/opt-outs" search={{ phone }}>
                  {t('toOptOuts')}
                </Link>
              )}
            </span>
          </p>
        )}
        <Card title={t('facts')}>
          <Facts contact={contact} />
        </Card>
        <Card title={t('addresses')} hint={t('addressesHint')}>
          <Addresses contact={contact} />
        </Card>
      </div>
    </div>
  )
}

const Gone = () => {
  const { t } = useTranslation('contacts')
  return (
    <EmptyState icon={UserRoundX} title={t('gone')} hint={t('goneHint')}>
      <Button component={Link} to="/contacts" variant="default">
        {t('back')}
      </Button>
    </EmptyState>
  )
}

export const contactRoute = createLazyRoute('/signed-in/contacts/$contactId')({ component: ContactScreen })
