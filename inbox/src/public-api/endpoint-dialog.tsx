import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestDialog } from '../components/request-dialog.tsx'
import { type Endpoint, type EndpointChange, EVENTS } from './queries.ts'

const DEFAULT_EVENTS = ['message.received', 'message.status']

/** Makes an endpoint, or changes one. Its token is not shown again: an empty field keeps what there is. */
export const EndpointDialog = <Result,>({
  title,
  action,
  endpoint,
  onSave,
  onDone,
  onClose,
}: {
  title: string
  action: string
  /** The one that is changed. */
  endpoint?: Endpoint
  onSave: (change: EndpointChange) => Promise<Result>
  onDone?: (result: Result) => void
  onClose: () => void
}) => {
  const { t } = useTranslation('public-api')
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [token, setToken] = useState('')
  const [isWithout, setWithout] = useState(false)
  const [events, setEvents] = useState<string[]>(endpoint?.events ?? DEFAULT_EVENTS)
  const save = () =>
    onSave({
      url: url.trim(),
      events: EVENTS.filter((one) => events.includes(one)),
      ...(isWithout ? { token: '' } : token !== '' && { token }),
    })
  return (
    <RequestDialog
      title={title}
      action={action}
      onSubmit={save}
      {...(onDone && { onDone })}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            label={t('webhooks.url')}
            description={t('webhooks.urlHint')}
            type="url"
            placeholder="https://"
            data-autofocus
            value={url}
            error={errors['url']}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <Checkbox.Group
            label={t('webhooks.events')}
            value={events}
            onChange={setEvents}
            error={errors['events'] && t('webhooks.eventsNeeded')}
          >
            <Stack gap="xs" mt={6}>
              {EVENTS.map((event) => (
                <Checkbox
                  key={event}
                  value={event}
                  label={t(`webhooks.event.${event}`)}
                  description={event}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <PasswordInput
            label={t('webhooks.token')}
            description={`${t('webhooks.tokenHint')} ${endpoint?.has_token ? t('webhooks.tokenKeep') : ''}`.trim()}
            autoComplete="new-password"
            disabled={isWithout}
            value={token}
            error={errors['token']}
            onChange={({ currentTarget }) => setToken(currentTarget.value)}
          />
          {endpoint?.has_token && (
            <Checkbox
              label={t('webhooks.tokenRemove')}
              checked={isWithout}
              onChange={({ currentTarget }) => setWithout(currentTarget.checked)}
            />
          )}
        </>
      )}
    </RequestDialog>
  )
}
