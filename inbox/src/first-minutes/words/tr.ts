import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'İlk dakikalarınız',
  hint: 'Buradaki hiçbir şey gerçek bir telefona gitmez: WhatsApp’ın yerinde deneme ortamı var. Her satır, olunca kendiliğinden işaretlenir.',
  progress: '{{count}} adımın {{done}} tanesi tamam',
  done: 'Tamam',
  step: {
    wrote_at: 'Kendi müşteriniz olun',
    told_at: 'Webhook’u görün',
    answered_at: 'Yanıtlayın',
    template_at: 'Şablon gönderin',
  },
  hints: {
    wrote_at: 'Deneme ortamının telefonundan bir mesaj yazın. Hemen burada görünür.',
    told_at: 'Telefonun yanındaki uydurma mağaza mesajınızı öğrenir; programınız da böyle öğrenecek.',
    answered_at: 'Sohbeti açın, r’ye basıp yazın. Telefonda görünür, buradaki tikler maviye döner.',
    template_at:
      'Bir sohbette t’ye basın: şablonlar her zaman gönderilebilir, bir gündür kimse yazmamış olsa da.',
  },
  action: { wrote_at: 'Telefonu aç', told_at: 'Mağazayı aç' },
  dismiss: 'Bir daha gösterme',
  all: 'Hepsi bu kadar. Hazır olunca kendi numaranızı bağlayın.',
  connect: 'Numara bağla',
} satisfies SameWords<typeof words>
