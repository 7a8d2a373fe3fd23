import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Etiketler',
  hint: 'Sohbetlerin konusunu söyler. Temsilciler sohbetlere ekler, listeler bunlarla süzülür.',
  add: 'Yeni etiket',
  tag: 'Etiket',
  name: 'Ad',
  color: 'Renk',
  colors: {
    gray: 'Gri',
    red: 'Kırmızı',
    orange: 'Turuncu',
    yellow: 'Sarı',
    green: 'Yeşil',
    teal: 'Turkuaz',
    blue: 'Mavi',
    purple: 'Mor',
    pink: 'Pembe',
  },
  none: 'Henüz etiket yok',
  noneHint: 'İlkini burada oluşturun ya da gelen kutusunda bir sohbete yazarak ekleyin.',
  more: '{{name}} için işlemler',
  change: 'Düzenle',
  changeTitle: 'Etiketi düzenle',
  nameTaken: 'Bu adda bir etiket zaten var.',
  deleteTitle: '“{{name}}” silinsin mi?',
  deleteHint: 'Bu etiket, bulunduğu tüm sohbetlerden kaldırılır.',
} satisfies SameWords<typeof words>
