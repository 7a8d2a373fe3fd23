import type { SeedTemplate } from './seed-template.ts'
import { body, textHeader } from './template-parts.ts'

/** The templates of the API's documentation: one that its samples send, one that its list shows. */
export const documentedTemplates: SeedTemplate[] = [
  {
    name: 'template_01',
    category: 'UTILITY',
    translations: {
      en: [
        textHeader('Hello {{1}},', 'Ahmet Kara'),
        body(
          'Your order {{1}} is on its way. It reaches you {{2}}, between 9 am and 6 pm.',
          'SP123456789',
          'tomorrow',
        ),
      ],
      tr: [
        textHeader('Merhaba {{1}},', 'Ahmet Kara'),
        body(
          'Siparişiniz {{1}} yola çıktı. Size {{2}}, saat 9 ile 18 arasında ulaşacak.',
          'SP123456789',
          'yarın',
        ),
      ],
    },
  },
  {
    name: 'template_02',
    category: 'UTILITY',
    pending: ['en'],
    translations: {
      en: [body('English content test')],
      tr: [
        textHeader('Merhaba {{1}} ,', 'Header 1'),
        body(
          'Merhaba {{1}}, Sipariş takip numaranız: {{2}} Bu takip numarası ile siparişinizin durumunu sorgulayabilirsiniz.',
          'Ahmet Kara',
          'SP123456789',
        ),
      ],
    },
  },
]
