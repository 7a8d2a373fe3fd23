import type { SampleHandles, SeedTemplate } from './seed-template.ts'
import {
  body,
  buttons,
  call,
  footer,
  link,
  locationHeader,
  mediaHeader,
  namedBody,
  namedHeader,
  oneTimePassword,
  quickReply,
} from './template-parts.ts'

/** Utility: what a customer waits for. */
export const createUtilityTemplates = ({ document }: SampleHandles): SeedTemplate[] => [
  {
    name: 'invoice_ready',
    category: 'UTILITY',
    translations: {
      en: [
        mediaHeader('DOCUMENT', document),
        body(
          'Dear {{1}}, your invoice {{2}} is attached. Thank you for your order.',
          'Ahmet Kara',
          'INV-2041',
        ),
        buttons(link('Open my account', 'https://www.example.com/invoices/{{1}}', 'INV-2041')),
      ],
      tr: [
        mediaHeader('DOCUMENT', document),
        body(
          'Sayın {{1}}, {{2}} numaralı faturanız ektedir. Siparişiniz için teşekkür ederiz.',
          'Ahmet Kara',
          'INV-2041',
        ),
        buttons(link('Hesabımı aç', 'https://www.example.com/invoices/{{1}}', 'INV-2041')),
      ],
    },
  },
  {
    name: 'delivery_on_its_way',
    category: 'UTILITY',
    translations: {
      en: [
        locationHeader(),
        body('Good news, {{1}}: your order {{2}} is on its way to the place above.', 'Ahmet', '566701'),
        footer('Call us if nobody is at home.'),
        buttons(call('Call the courier', '+905554443322')),
      ],
    },
  },
  {
    name: 'appointment_reminder',
    category: 'UTILITY',
    isNamed: true,
    translations: {
      en: [
        namedHeader('A reminder for {{first_name}}', { first_name: 'Elif' }),
        namedBody('Your appointment is on {{day}} at {{time}}. Will you be there?', {
          day: 'Monday',
          time: '14:30',
        }),
        buttons(quickReply('I will come'), quickReply('Another time')),
      ],
      tr: [
        namedHeader('{{first_name}} için hatırlatma', { first_name: 'Elif' }),
        namedBody('Randevunuz {{day}} günü saat {{time}} için ayrıldı. Gelecek misiniz?', {
          day: 'pazartesi',
          time: '14.30',
        }),
        buttons(quickReply('Geleceğim'), quickReply('Başka zaman')),
      ],
    },
  },
  {
    name: 'sample_issue_resolution',
    category: 'UTILITY',
    translations: {
      en_US: [
        body('Hi {{1}}, were we able to solve the issue that you were facing?', 'Mr. Jones'),
        buttons(quickReply('Yes'), quickReply('No')),
      ],
    },
  },
  {
    name: 'sample_shipping_confirmation',
    category: 'UTILITY',
    translations: {
      en_US: [
        body(
          'Your parcel {{1}}, worth {{2}}, was shipped. We expect it to reach you on {{3}}.',
          'SP123456789',
          '$100.99',
          'May 25',
        ),
      ],
    },
  },
]

/** Authentication: one-time passwords, to copy or to fill in with a tap. */
export const createAuthenticationTemplates = (): SeedTemplate[] => [
  {
    name: 'login_code',
    category: 'AUTHENTICATION',
    translations: {
      en: oneTimePassword({ otp_type: 'COPY_CODE' }),
      tr: oneTimePassword({ otp_type: 'COPY_CODE' }),
    },
  },
  {
    name: 'login_code_one_tap',
    category: 'AUTHENTICATION',
    translations: {
      en: oneTimePassword({
        otp_type: 'ONE_TAP',
        autofill_text: 'Autofill',
        package_name: 'com.example.shop',
        signature_hash: 'K8a/AINcGX7',
      }),
    },
  },
]
