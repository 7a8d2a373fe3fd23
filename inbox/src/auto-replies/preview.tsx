import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AutoReplies } from '../api/types.ts'
import { BubblePreview } from '../components/bubble-preview.tsx'
import { useSample } from '../components/text-with-variables.tsx'
import { useNow } from '../components/time.ts'
import { Card } from '../settings/page.tsx'
import { useAgents } from '../shell/agents.ts'
import { dueNow } from './due-now.ts'

/** What a customer would read who wrote at this moment, by what stands in the form. */
export const Preview = ({ values, number }: { values: AutoReplies; number: string }) => {
  const { t, i18n } = useTranslation('auto-replies')
  const fillSample = useSample()
  const now = useNow()
  const { data: agents = [] } = useAgents()
  const isAnybodyOnline = agents.some(({ state }) => state === 'online')
  const { isOpen, kinds } = dueNow(values, now, isAnybodyOnline)
  const clock = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: values.time_zone,
  }).format(now)
  const state = t(isOpen ? 'open' : 'notOpen')
  const team = t(isAnybodyOnline ? 'somebodyOnline' : 'nobodyOnline')
  return (
    <Card title={t('now')} hint={t('nowHint', { clock, zone: values.time_zone, state, team })}>
      {kinds.length === 0 && <Text>{t('nothing')}</Text>}
      {kinds.map((kind) => (
        <BubblePreview
          key={kind}
          label={t(`kinds.${kind}`)}
          text={fillSample(values[kind].text, { 'number.name': number }) || '…'}
        />
      ))}
    </Card>
  )
}
