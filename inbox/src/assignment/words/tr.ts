import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Atama',
  question: 'Sohbetler kime, nasıl gider?',
  automatic: 'Kendiliğinden dağıtılır',
  automaticHint:
    'Sohbet, onunla en son ilgilenene; o yoksa çevrimiçi olanlardan en az aktif sohbeti olana gider. Bekleyenler hemen dağıtılır.',
  manual: 'Temsilciler üstlenir',
  manualHint: 'Sohbetler, biri üstlenene ya da birine atanana kadar atanmamışlarda bekler.',
  saved: 'Kaydedildi',
} satisfies SameWords<typeof words>
