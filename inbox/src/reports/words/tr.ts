import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Raporlar',
  hint: 'Ekibin yanıt hızı ve iş yükü',
  about: 'Raporlar',
  file: 'CSV indir',
  number: 'Numara',
  allNumbers: 'Tüm numaralar',
  readAt: 'Saat {{time}} itibarıyla',
  refresh: 'Yenile',
  step: { label: 'Aralık', day: 'Günlük', hour: 'Saatlik' },
  view: { label: 'Görünüm', chart: 'Grafik', table: 'Tablo' },
  agents: {
    title: 'Temsilciler',
    name: 'Temsilci',
    average_first_response_seconds: 'İlk yanıt',
    average_resolution_seconds: 'Çözüm',
    assigned_chats: 'Atanan',
    resolved_chats: 'Çözülen',
    reactivated_chats: 'Yeniden açılan',
    forwarded_chats: 'Yönlendirilen',
    none: 'Bu aralıkta kimseye sohbet atanmadı',
    noneHint:
      'Biri bir sohbeti üstlendiğinde ya da birine sohbet atandığında, her temsilcinin ne kadar hızlı yanıt verdiğini ve kaç sohbeti çözdüğünü burada görürsünüz. Dilerseniz daha uzun bir aralık seçin.',
  },
  meanings: {
    title: 'Neler sayılıyor?',
    average_first_response_seconds:
      'Sohbetin atanmasından temsilcinin ilk yanıtına kadar geçen ortalama süre. Yanıtlanmayan sohbetler hesaba katılmaz.',
    average_resolution_seconds: 'Sohbetin atanmasından bir nedenle kapatılmasına kadar geçen ortalama süre.',
    assigned_chats:
      'Bu aralıkta temsilciye atanan veya temsilcinin üstlendiği sohbetler. Aynı sohbet iki kez atandıysa iki kez sayılır.',
    resolved_chats: 'Bunlardan bir nedenle kapatılanlar. 24 saat dolduğu için arşivlenenler sayılmaz.',
    reactivated_chats: 'Bunlardan, başkasına geçmeden arşivden geri dönenler.',
    forwarded_chats:
      'Bunlardan temsilcinin kendisinin yönlendirdikleri. Çevrimdışı olduğu için başkalarına geçenler sayılmaz.',
  },
  volume: {
    title: 'Yoğunluk',
    messages: 'Mesajlar',
    chats: 'Sohbetler',
    firstResponse: 'İlk yanıt süresi',
    reasons: 'Sohbetlerin kapatılma nedenleri',
    period: 'Zaman',
    reason: 'Neden',
    part: 'Tümüne oranı',
    received: 'Gelen',
    sent: 'Gönderilen',
    sentBy: 'Gönderilen: {{origin}}',
    newChats: 'Yeni sohbet',
    closed: 'Kapatılan',
    closedAs: 'Kapatılan: {{reason}}',
    noReason: 'Nedensiz',
    median: 'Yanıt, medyan',
    p90: 'Yanıt, 10’da 9’u',
    none: 'Bu aralıkta hareket yok',
    noneHint:
      'Müşterilerin yazdıkları ve onlara gönderilenler, açılan ve kapanan sohbetler ve bekleme süreleri burada gün gün görünür. Dilerseniz daha uzun bir aralık seçin.',
  },
  origin: { inbox: 'Ekip', api: 'Program', bulk: 'Toplu', auto: 'Otomatik', phone: 'Telefon' },
} satisfies SameWords<typeof words>
