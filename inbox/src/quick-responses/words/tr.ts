import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Hızlı yanıtlar',
  hint: 'Her temsilcinin elinin altındaki metinler: mesaj alanına eğik çizgi ve kısayolu yazmak yeter.',
  add: 'Yeni hızlı yanıt',
  search: 'Ara',
  shortcut: 'Kısayol',
  shortcutHint: 'Eğik çizgiden sonra yazılan',
  shortcutForm: 'Harf, rakam, tire ve alt çizgi; boşluk olmadan',
  name: 'Başlık',
  nameHint: 'Listede görünen',
  body: 'Metin',
  preview: 'Müşteriye gideceği hâliyle',
  none: 'Henüz hızlı yanıt yok',
  noneHint: 'Her gün yazdığınız yanıtları buraya ekleyin, örneğin çalışma saatlerinizi.',
  notFound: 'Sonuç yok',
  notFoundHint: 'Kısayolun, başlığın ya da metnin başka bir bölümünü arayın.',
  more: '{{name}} için işlemler',
  change: 'Düzenle',
  changeTitle: 'Hızlı yanıtı düzenle',
  deleteTitle: '“{{name}}” silinsin mi?',
  deleteHint: 'Artık sohbetlerde kullanılamaz. Gönderilmiş mesajlar olduğu gibi kalır.',
} satisfies SameWords<typeof words>
