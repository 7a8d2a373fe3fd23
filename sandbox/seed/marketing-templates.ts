import type { SampleHandles, SeedTemplate } from './seed-template.ts'
import {
  body,
  buttons,
  copyCode,
  footer,
  link,
  mediaHeader,
  namedBody,
  quickReply,
  textHeader,
} from './template-parts.ts'

const stop = footer('Tap "Stop promotions" to hear no more of these.')

/** Marketing: pictures, films, links, codes, flows and a catalogue. */
export const createMarketingTemplates = ({ image, video }: SampleHandles): SeedTemplate[] => [
  {
    name: 'hello_world',
    category: 'MARKETING',
    translations: {
      en_US: [
        textHeader('Hello World'),
        body('Welcome! This message shows that you can send a template from your business number.'),
        footer('WhatsApp Business Platform sample message'),
      ],
    },
  },
  {
    name: 'summer_campaign',
    category: 'MARKETING',
    isNamed: true,
    translations: {
      en: [
        mediaHeader('IMAGE', image),
        namedBody(
          'Hello {{first_name}}, our summer sale has begun: {{discount}} off everything until Sunday.',
          {
            first_name: 'Ahmet',
            discount: '25%',
          },
        ),
        stop,
        buttons(quickReply('Show me more'), quickReply('Stop promotions')),
      ],
      tr: [
        mediaHeader('IMAGE', image),
        namedBody(
          'Merhaba {{first_name}}, yaz indirimi başladı: pazar gününe kadar her şeyde {{discount}} indirim.',
          {
            first_name: 'Ahmet',
            discount: '%25',
          },
        ),
        footer('Duymak istemiyorsanız "Kampanyaları durdur"a dokunun.'),
        buttons(quickReply('Daha fazla göster'), quickReply('Kampanyaları durdur')),
      ],
    },
  },
  {
    name: 'new_collection',
    category: 'MARKETING',
    translations: {
      en: [
        mediaHeader('VIDEO', video),
        body('Hi {{1}}, our new collection is here. Watch the film and be the first to choose.', 'Ayşe'),
        buttons(link('Visit the shop', 'https://www.example.com/new')),
      ],
    },
  },
  {
    name: 'coupon',
    category: 'MARKETING',
    translations: {
      en: [
        body('Thank you, {{1}}! Take {{2}} off your next order with the code below.', 'Ayşe', '10%'),
        buttons(copyCode('THANKS10'), link('Use it now', 'https://www.example.com/cart')),
      ],
    },
  },
  {
    name: 'book_a_visit',
    category: 'MARKETING',
    translations: {
      en_US: [
        body('Would you like to see our new showroom? Choose a time that suits you.'),
        buttons({
          type: 'FLOW',
          text: 'Choose a time',
          flow_id: '1234567890123456',
          flow_action: 'navigate',
          navigate_screen: 'BOOKING',
        }),
      ],
    },
  },
  {
    name: 'intro_catalog_offer',
    category: 'MARKETING',
    translations: {
      en_US: [
        body('Shop now: spend {{1}} and get {{2}} back, up to {{3}} times this month.', '100', '400', '3'),
        footer('Best deals of the season'),
        buttons({ type: 'CATALOG', text: 'View catalog' }),
      ],
    },
  },
  {
    name: 'travel_offer',
    category: 'MARKETING',
    translations: {
      en_US: [
        mediaHeader('IMAGE', image),
        body(
          'Your trip to {{1}} costs {{2}} only if you book before {{3}}. Are you in?',
          'Rome',
          '$100.99',
          'May 25',
        ),
        buttons(quickReply('Book it'), quickReply('Not this time')),
      ],
    },
  },
]
