/** Somebody with a phone, and what he or she writes. */
export type SeedCustomer = { digits: string; name: string; firstLine: string }

/** Twenty people who write when the sandbox is first started. */
export const seedCustomers: readonly SeedCustomer[] = [
  { digits: '905550000001', name: 'Ahmet Kara', firstLine: 'Merhaba, siparişim ne zaman gelir?' },
  { digits: '905550000002', name: 'Ayşe Yılmaz', firstLine: 'İyi günler, beden değişimi yapmak istiyorum.' },
  { digits: '905550000003', name: 'Mehmet Demir', firstLine: 'Faturamı e-posta ile alabilir miyim?' },
  { digits: '905550000004', name: 'Elif Şahin', firstLine: 'Kargom hâlâ gelmedi, bakabilir misiniz?' },
  { digits: '905550000005', name: 'Mustafa Çelik', firstLine: 'Mağazanız bugün kaça kadar açık?' },
  { digits: '905550000006', name: 'Zeynep Arslan', firstLine: 'Merhaba! Mavi renk tekrar gelecek mi?' },
  { digits: '905550000007', name: 'Emre Doğan', firstLine: 'Randevumu yarına alabilir miyiz?' },
  { digits: '905550000008', name: 'Fatma Kılıç', firstLine: 'İade param hesabıma geçmedi.' },
  { digits: '905550000009', name: 'Can Özdemir', firstLine: 'Taksit seçenekleri neler?' },
  { digits: '905550000010', name: 'Selin Aydın', firstLine: 'Hediye paketi yapıyor musunuz? 🎁' },
  { digits: '905550000011', name: 'Oğuz Koç', firstLine: 'Ürün kutudan hasarlı çıktı.' },
  { digits: '905550000012', name: 'Derya Polat', firstLine: 'Toplu sipariş için kiminle görüşebilirim?' },
  { digits: '447700900123', name: 'James Walker', firstLine: 'Hi, do you ship to the UK?' },
  { digits: '447700900456', name: 'Olivia Brown', firstLine: 'Hello, could I change my delivery address?' },
  { digits: '4915550000015', name: 'Lena Schäfer', firstLine: 'Guten Tag, ist das Modell noch lieferbar?' },
  { digits: '33755500016', name: 'Camille Laurent', firstLine: 'Bonjour, mon colis est-il parti ?' },
  { digits: '34655500017', name: 'Lucía Fernández', firstLine: 'Hola, ¿tienen la talla M?' },
  { digits: '16505550118', name: 'Maria Lopez', firstLine: 'Hey! Is the summer sale still on?' },
  { digits: '971555000019', name: 'Omar Haddad', firstLine: 'مرحبا، أريد معرفة حالة طلبي.' },
  { digits: '905555555555', name: 'Deniz Yıldız', firstLine: 'Merhaba, test siparişim için yazıyorum.' },
]
