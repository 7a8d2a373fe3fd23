import { Button } from '@mantine/core'
import { Download, Merge, UserRoundX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { can, useMe } from '../../session/session.ts'
import type { ContactDetails } from '../queries.ts'

const EraseDialog = lazy(() => import('./erase-dialog.tsx'))
const MergeDialog = lazy(() => import('./merge-dialog.tsx'))

/** What can be done with a person as a whole, by those who may. */
export const Actions = ({ contact }: { contact: ContactDetails }) => {
  const { t } = useTranslation('contacts')
  const me = useMe()
  const [over, setOver] = useState<'merge' | 'erase'>()
  const close = () => setOver(undefined)
  return (
    <>
      {can(me, 'administer') && (
        <>
          <Button
            variant="subtle"
            color="red"
            c="var(--danger)"
            leftSection={<UserRoundX size={16} aria-hidden />}
            onClick={() => setOver('erase')}
          >
            {t('erase')}
          </Button>
          <Button
            component="a"
            variant="default"
            href={`/v1/contacts/${contact.id}/export`}
            download
            leftSection={<Download size={16} aria-hidden />}
          >
            {t('export')}
          </Button>
        </>
      )}
      {can(me, 'manage') && (
        <Button
          variant="default"
          leftSection={<Merge size={16} aria-hidden />}
          onClick={() => setOver('merge')}
        >
          {t('merge')}
        </Button>
      )}
      <Suspense>
        {over === 'merge' && <MergeDialog contact={contact} onClose={close} />}
        {over === 'erase' && <EraseDialog contact={contact} onClose={close} />}
      </Suspense>
    </>
  )
}
