import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Kokpit',
  hint: 'Kim burada, ne zamandan beri ve kaç sohbetle',
  name: 'Ad',
  role: 'Rol',
  state: 'Durum',
  since: 'Süre',
  chats: 'Aktif sohbetler',
  connected: 'Masa açık',
  setState: '{{name}} durumu',
  roles: { administrator: 'Yönetici', supervisor: 'Denetçi', agent: 'Kullanıcı' },
} satisfies SameWords<typeof words>
