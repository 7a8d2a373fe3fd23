import {
  Button,
  Group,
  NativeSelect,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import '@mantine/core/styles/SimpleGrid.layer.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { ErrorState } from '../components/error-state.tsx'
import { fieldErrors, formError } from '../components/field-errors.ts'
import { Section } from '../components/page.tsx'
import { showToast } from '../components/toasts.tsx'
import styles from './number.module.css'
import { changeProfile, type Profile, type ProfileChange, profileQuery } from './queries.ts'

type Vertical = NonNullable<ProfileChange['vertical']>

/** What customers see of the business: kept at WhatsApp, read from there and changed there. */
export const ProfileForm = ({ number }: { number: Integration }) => {
  const { t } = useTranslation('numbers')
  const query = useQuery(profileQuery(number.id))
  return (
    <Section title={t('profile.title')} hint={t('profile.hint')}>
      <div className={styles.pane}>
        {query.data ? (
          <Fields id={number.id} profile={query.data} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton height={330} />
        )}
      </div>
    </Section>
  )
}

const readFields = ({
  about = '',
  description = '',
  address = '',
  email = '',
  websites = [],
  vertical = '',
}: Profile) => ({
  about,
  description,
  address,
  email,
  website: websites[0] ?? '',
  otherWebsite: websites[1] ?? '',
  vertical,
})

type Values = ReturnType<typeof readFields>

/** Only what was changed: WhatsApp takes no empty `about`, and need not be told the rest again. */
const changeOf = (values: Values, before: Values): ProfileChange => {
  const { website, otherWebsite, vertical, ...texts } = values
  const isSame = website === before.website && otherWebsite === before.otherWebsite
  return {
    ...Object.fromEntries(
      Object.entries(texts).filter(([name, text]) => text !== before[name as keyof Values]),
    ),
    ...(!isSame && {
      websites: [website, otherWebsite].map((one) => one.trim()).filter((one) => one !== ''),
    }),
    ...(vertical !== before.vertical && vertical !== '' && { vertical: vertical as Vertical }),
  }
}

const Fields = ({ id, profile }: { id: number; profile: Profile }) => {
  const { t } = useTranslation('numbers')
  const client = useQueryClient()
  const before = readFields(profile)
  const [values, setValues] = useState(before)
  const change = changeOf(values, before)
  const save = useMutation({
    mutationFn: () => changeProfile(id, change),
    onSuccess: (now) => {
      client.setQueryData(profileQuery(id).queryKey, now)
      setValues(readFields(now))
      showToast({ tone: 'info', message: t('profile.saved') })
    },
  })
  const errors = fieldErrors(save.error)
  const bind = (name: keyof Values, field: string = name) => ({
    label: t(`profile.${name}`),
    value: values[name],
    error: errors[field],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput {...bind('about')} description={t('profile.aboutHint')} maxLength={139} />
        <Textarea {...bind('description')} autosize minRows={2} maxRows={6} maxLength={512} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
          <TextInput {...bind('address')} maxLength={256} />
          <TextInput {...bind('email')} type="email" maxLength={128} />
          <TextInput {...bind('website', 'websites.0')} type="url" placeholder="https://" maxLength={256} />
          <TextInput
            {...bind('otherWebsite', 'websites.1')}
            type="url"
            placeholder="https://"
            maxLength={256}
          />
          <Vertical {...bind('vertical')} />
        </SimpleGrid>
        <Group justify="flex-end" gap="md">
          <Text role="alert" size="sm" c="var(--danger)">
            {formError(save.error)}
          </Text>
          <Button type="submit" loading={save.isPending} disabled={Object.keys(change).length === 0}>
            {t('profile.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const Vertical = (props: Parameters<typeof NativeSelect>[0]) => {
  const { t } = useTranslation('numbers')
  const names = Object.entries(t('profile.verticals', { returnObjects: true }))
  return (
    <NativeSelect {...props}>
      <option value="">{t('profile.none')}</option>
      {names.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
