import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { When } from '../../components/when.tsx'
import { TagChip } from '../../inbox/tag-chip.tsx'
import type { ContactDetails } from '../queries.ts'
import styles from './profile.module.css'

/** What is known of somebody; what is not is left out. */
export const Facts = ({ contact }: { contact: ContactDetails }) => {
  const { t } = useTranslation('contacts')
  const { profile_name: profileName, username, phone, user_id: userId, tags } = contact
  const facts: [string, ReactNode][] = [
    [t('profileName'), profileName],
    [t('username'), username],
    [t('phone'), phone],
    [t('userId'), userId],
    [t('firstSeen'), <When key="first" at={contact.first_seen_at} />],
    [t('lastSeen'), contact.last_seen_at && <When key="last" at={contact.last_seen_at} />],
    [
      t('tags'),
      tags.length > 0 && (
        <span key="tags" className={styles.tags}>
          {tags.map((tag) => (
            <TagChip key={tag.id} tag={tag} />
          ))}
        </span>
      ),
    ],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
