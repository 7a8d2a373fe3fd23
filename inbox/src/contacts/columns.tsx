import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BellOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../components/data-table.tsx'
import { Face } from '../components/face.tsx'
import { fullTime, shortTime } from '../components/time.ts'
import { nameOf } from '../inbox/names.ts'
import { TagChip } from '../inbox/tag-chip.tsx'
import styles from './contacts.module.css'
import type { Contact } from './queries.ts'

export const useColumns = (): Column<Contact>[] => {
  const { t } = useTranslation('contacts')
  const time = (at: string) => (
    <time dateTime={at} title={fullTime(at)}>
      {shortTime(at)}
    </time>
  )
  return [
    { key: 'person', title: t('person'), render: (contact) => <Person contact={contact} /> },
    {
      key: 'tags',
      title: t('tags'),
      isMinor: true,
      render: ({ tags }) => (
        <span className={styles.tags}>
          {tags.map((tag) => (
            <TagChip key={tag.id} tag={tag} />
          ))}
        </span>
      ),
    },
    {
      key: 'marketing',
      title: t('marketing'),
      render: ({ opted_out_at: at }) =>
        at && (
          <span className={styles.optedOut} title={fullTime(at)}>
            <BellOff size={14} aria-hidden />
            {t('optedOut')}
          </span>
        ),
    },
    { key: 'first', title: t('firstSeen'), isMinor: true, render: ({ first_seen_at: at }) => time(at) },
    {
      key: 'last',
      title: t('lastSeen'),
      isMinor: true,
      render: ({ last_seen_at: at }) => (at === null ? '–' : time(at)),
    },
  ]
}

const Person = ({ contact }: { contact: Contact }) => {
  const name = nameOf(contact)
  const handle = contact.phone ?? contact.username ?? contact.user_id
  return (
    <span className={styles.person}>
      <Face name={name} size={32} />
      <span className={styles.who}>
        <Anchor
          component={Link}
          to={`/contacts/${contact.id}`}
          fw={500}
          onClick={(event) => event.stopPropagation()}
        >
          {name}
        </Anchor>
        {handle && handle !== name && <span className={styles.quiet}>{handle}</span>}
      </span>
    </span>
  )
}
