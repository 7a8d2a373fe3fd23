import { useTranslation } from 'react-i18next'
import { Figures as Sums } from '../../components/figures.tsx'
import type { Counts } from './queries.ts'

const SHOWN = ['messages', 'delivered', 'read', 'clicked', 'failed'] as const

/** The sums, each with its part of the whole. */
export const Figures = ({ counts }: { counts: Counts }) => {
  const { t, i18n } = useTranslation('templates')
  const part = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <Sums
      figures={SHOWN.map((name) => ({
        label: t(`statistics.${name}`),
        value: counts[name],
        ...(name !== 'messages' && { detail: part.format(counts[name] / counts.messages) }),
      }))}
    />
  )
}
