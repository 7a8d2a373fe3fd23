import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Kapatma nedenleri',
  hint: 'Temsilciler sohbeti kapatırken bunlardan birini seçer. Raporlar bunlara göre sayar.',
  add: 'Yeni neden',
  reason: 'Neden',
  name: 'Ad',
  active: 'Seçilebilir',
  activeOf: '{{name}} seçilebilir',
  none: 'Henüz kapatma nedeni yok',
  noneHint: 'Sohbetler yalnız bir nedenle kapatılabilir: ilkini oluşturun, örneğin “Çözüldü”.',
  more: '{{name}} için işlemler',
  change: 'Düzenle',
  changeTitle: 'Nedeni düzenle',
  nameTaken: 'Bu adda bir neden zaten var.',
  deleteTitle: '“{{name}}” silinsin mi?',
  deleteHint: 'Kalıcı olarak silinir. Bu nedenle kapatılmış sohbet varsa silinemez.',
  inUse:
    'Bu nedenle kapatılmış sohbetler var; neden onlarda kalır. Bundan sonra seçilmemesi için etkinliğini kapatın.',
} satisfies SameWords<typeof words>
