import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { PlugZap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { can, useMe } from '../session/session.ts'
import { FirstCall } from './first-call.tsx'
import { Keys } from './keys.tsx'
import { Webhooks } from './webhooks.tsx'

/** What a program needs to speak for a number, and where it hears of it. */
const PublicApiScreen = () => {
  const { t } = useTranslation('public-api')
  const search = publicApiRoute.useSearch()
  const mayMakeKeys = can(useMe(), 'administer')
  const query = useQuery(integrationsQuery)
  const number = query.data?.find(({ id }) => id === search.number) ?? query.data?.[0]
  return (
    <Page
      title={t('title')}
      hint={t('hint')}
      actions={number && query.data && <NumberChoice numbers={query.data} chosen={number} />}
    >
      {query.isPending ? (
        <Skeleton height={200} radius="md" />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : number ? (
        <>
          <FirstCall number={number} />
          {mayMakeKeys && <Keys key={`keys ${number.id}`} numberId={number.id} />}
          <Webhooks key={`webhooks ${number.id}`} numberId={number.id} />
        </>
      ) : (
        <EmptyState icon={PlugZap} title={t('noNumber')} hint={t('noNumberHint')}>
          <Button component={Link} to="/numbers">
            {t('toNumbers')}
          </Button>
        </EmptyState>
      )}
    </Page>
  )
}

const NumberChoice = ({ numbers, chosen }: { numbers: Integration[]; chosen: Integration }) => {
  const { t } = useTranslation('public-api')
  const navigate = useNavigate()
  if (numbers.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('number')}
      value={chosen.id}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '/public-api', search: { number: Number(value) }, replace: true })
      }
    >
      {numbers.map(({ id, display_name: name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}

export const publicApiRoute = createLazyRoute('/signed-in/public-api')({ component: PublicApiScreen })
