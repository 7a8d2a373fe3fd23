import { vi } from 'vitest'
import type { TestApp } from '../../support/app.ts'
import { createCaller } from '../../support/call.ts'
import { insertChat, insertInbound } from '../../support/inbound.ts'
import type { InboxStage } from '../inbox-stage.ts'

/** The values of the parameters that stand in addresses. */
export type Places = Record<
  | 'view'
  | 'integrationId'
  | 'numberId'
  | 'chatId'
  | 'contactId'
  | 'templateId'
  | 'bulkId'
  | 'webhookId'
  | 'deliveryId',
  string
>

const NUMBER = '/v1/integrations/11'
const PASSWORD = 'a lively company'

/** A company on a working day: its team, its customers, and what it sends them. Answers where things stand. */
export const fillCompany = async (stage: InboxStage): Promise<Places> => {
  const { app } = stage
  await app.call('PUT', '/v1/users/1', { json: { name: 'Deniz Aydın' } })
  const team = await fillTeam(app)
  await fillDesk(app)
  const chats = await fillChats(stage, team)
  await fillReports(app, Object.values(team))
  const { body: webhooks } = await app.call('GET', `${NUMBER}/webhooks`)
  const { body: deliveries } = await app.call('GET', `${NUMBER}/webhooks/${webhooks[0].id}/deliveries`)
  return {
    view: 'all',
    integrationId: '11',
    numberId: '11',
    chatId: `${chats[0]!.id}`,
    contactId: `${chats[0]!.contactId}`,
    templateId: `${await findTemplate(app, 'template_01')}`,
    bulkId: `${await fillBulkSends(app)}`,
    webhookId: `${webhooks[0].id}`,
    deliveryId: `${deliveries[0].id}`,
  }
}

type Member = { id: number; call: TestApp['call'] }
type Team = Record<'deniz' | 'elif' | 'mert' | 'zeynep' | 'oliver', Member>

const fillTeam = async (app: TestApp): Promise<Team> => {
  const hire = async (name: string, role: string, state: string | undefined): Promise<Member> => {
    const email = `${name.split(' ')[0]!.toLowerCase()}@example.com`
    const json = { email, name, role, password: PASSWORD, integration_ids: [11, 22] }
    const { body } = await app.call('POST', '/v1/users', { json })
    const login = await app.call('POST', '/v1/login', { token: null, json: { email, password: PASSWORD } })
    const call = createCaller(app.url, login.body.access_token)
    if (state) await call('PUT', '/v1/me/state', { json: { state } })
    return { id: body.id, call }
  }
  return {
    deniz: { id: 1, call: app.call },
    elif: await hire('Elif Demir', 'supervisor', 'online'),
    mert: await hire('Mert Yılmaz', 'agent', 'online'),
    zeynep: await hire('Zeynep Kaya', 'agent', 'break'),
    oliver: await hire('Oliver Grant', 'agent', undefined),
  }
}

const fillDesk = async (app: TestApp): Promise<void> => {
  const post = (path: string, json: object) => app.call('POST', `/v1/${path}`, { json })
  for (const [name, color] of [
    ['İade', 'red'],
    ['Kargo', 'blue'],
    ['VIP', 'grape'],
    ['Wholesale', 'teal'],
  ])
    await post('tags', { name, color })
  for (const name of ['Çözüldü', 'Sipariş alındı', 'No answer', 'Spam'])
    await post('closing-reasons', { name })
  await post('quick-responses', {
    shortcut: 'saat',
    title: 'Çalışma saatleri',
    body: 'Merhaba {{contact.name}}, hafta içi 09.00–18.00 arasında buradayız.',
  })
  await post('quick-responses', {
    shortcut: 'return',
    title: 'How to return',
    body: 'You can return anything within 14 days. Shall I send you the label?',
  })
  await app.call('PUT', `${NUMBER}/auto-replies`, {
    json: {
      welcome: { text: 'Merhaba! Bir arkadaşımız birazdan yanıtlayacak.', enabled: false },
      hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
      holidays: [{ date: '2027-10-29', name: 'Cumhuriyet Bayramı' }],
    },
  })
  await post('opt-outs', { phone: '+905321110099' })
}

type Line = string | { us: string } | Record<string, unknown>
type Story = { name: string; by?: keyof Team; tags?: string[]; ageMinutes: number; lines: Line[] }

const STORIES: Story[] = [
  {
    name: 'Ayşe Çelik',
    by: 'deniz',
    tags: ['Kargo'],
    ageMinutes: 1,
    lines: [
      'Merhaba, siparişim hâlâ gelmedi 😕',
      { us: 'Merhaba Ayşe Hanım, hemen bakıyorum. Sipariş numaranızı yazar mısınız?' },
      'SP-20418',
      { type: 'image', image: { caption: 'Takip ekranı böyle görünüyor' } },
      { us: 'Teşekkürler. Paketiniz Kadıköy şubesinde, *bugün 18.00’e kadar* teslim edilecek.' },
      'Harika, çok teşekkür ederim!',
    ],
  },
  {
    name: 'James Carter',
    by: 'elif',
    tags: ['Wholesale', 'VIP'],
    ageMinutes: 4,
    lines: [
      'Hi! Do you ship pallets to Manchester?',
      { us: 'We do. How many boxes are we talking about?' },
      { type: 'document', document: { filename: 'order-list.pdf' } },
    ],
  },
  {
    name: 'Fatma Şahin',
    tags: ['İade'],
    ageMinutes: 9,
    lines: ['Ürün kırık çıktı, iade etmek istiyorum', { type: 'audio', audio: { voice: true } }],
  },
  {
    name: 'Mehmet Öz',
    by: 'mert',
    ageMinutes: 17,
    lines: [
      'Mağazanız nerede?',
      { us: 'Galata’dayız, konumu gönderiyorum.' },
      { type: 'location', location: { latitude: 41.0256, longitude: 28.9741, name: 'Galata' } },
    ],
  },
  { name: 'Sophie Laurent', ageMinutes: 26, lines: ['Is the blue one back in stock?'] },
  {
    name: 'Can Arslan',
    by: 'zeynep',
    tags: ['Kargo'],
    ageMinutes: 41,
    lines: ['Adresimi değiştirebilir miyim?', { us: 'Tabii, yeni adresi yazmanız yeterli.' }],
  },
  { name: 'Priya Nair', by: 'elif', ageMinutes: 65, lines: ['Thank you, it arrived this morning 🙏'] },
  { name: 'Hakan Doğan', ageMinutes: 130, lines: ['Fatura alabilir miyim?'] },
]

type Filled = { id: number; contactId: number }

const fillChats = async (stage: InboxStage, team: Team): Promise<Filled[]> => {
  const { app } = stage
  // Those of the sandbox wrote long before.
  await app.database.query(`update chats set last_message_at = last_message_at - interval '5 hours'`)
  const filled: Filled[] = []
  for (const [index, story] of STORIES.entries()) {
    const customer = { name: story.name, phone: `90532444${1000 + index}` }
    const chat = await converse(stage, customer, story.lines, story.by && team[story.by])
    filled.push({ id: chat.id, contactId: chat.contact_id })
    const path = `${NUMBER}/chats/${chat.id}`
    for (const name of story.tags ?? []) await app.call('POST', `${path}/tags`, { json: { name } })
    // They were written a minute apart, and what the team did with the chat came before.
    await app.database.query(
      `update messages set
        created_at = now() - make_interval(mins => $3 + cardinality($1) - array_position($1, coalesce(
          case direction when 'inbound' then wamid end, id))),
        sent_by = case direction when 'outbound' then $2::integer end
      where integration_id = 11 and (id = any($1) or wamid = any($1))`,
      [chat.ids, story.by ? team[story.by].id : null, story.ageMinutes],
    )
    await app.database.query(
      `update chat_history set at = now() - make_interval(mins => $2) where integration_id = 11 and chat_id = $1`,
      [chat.id, story.ageMinutes + story.lines.length],
    )
    await app.database.query(
      `update chats set last_message_at = now() - make_interval(mins => $2 + 1), last_inbound_at = now() - make_interval(mins => $2 + 1),
        window_expires_at = now() + interval '24 hours' - make_interval(mins => $2 + 1)
      where integration_id = 11 and id = $1`,
      [chat.id, story.ageMinutes],
    )
  }
  const first = `${NUMBER}/chats/${filled[0]!.id}`
  await team.mert.call('POST', `${first}/notes`, {
    json: { body: 'Kuryeyle konuştum, 17.30 gibi orada.', mentions: [team.elif.id] },
  })
  await app.call('PUT', first, { json: { priority: 'high' } })
  const last = `${NUMBER}/chats/${filled.at(-1)!.id}`
  const { body: reasons } = await app.call('GET', '/v1/closing-reasons')
  await app.call('POST', `${last}/close`, { json: { reason_id: reasons[0].id } })
  return filled
}

/** Says one line after the other, each once the one before it has arrived. Answers the chat. */
const converse = async (
  stage: InboxStage,
  customer: { name: string; phone: string },
  lines: Line[],
  member: Member | undefined,
): Promise<{ id: number; contact_id: number; ids: string[] }> => {
  const { app } = stage
  const ids: string[] = []
  const find = async () => (await app.call('GET', `${NUMBER}/chats?q=${customer.phone}`)).body[0]
  for (const [index, line] of lines.entries()) {
    if (typeof line === 'object' && 'us' in line) {
      const json = { to: customer.phone, text: line['us'] }
      const { body } = await (member ?? app).call('POST', `${NUMBER}/conversations/messages`, { json })
      ids.push(body.message_id)
    } else ids.push(await stage.write(customer, line))
    await vi.waitFor(
      async () => {
        const chat = await find()
        if (!chat) throw new Error(`${customer.name} has no chat yet.`)
        const { body } = await app.call('GET', `${NUMBER}/chats/${chat.id}/messages`)
        if (body.length <= index) throw new Error(`A line of ${customer.name} did not arrive.`)
      },
      { timeout: 20_000, interval: 50 },
    )
    if (index === 0 && member) {
      const json = { user_id: member.id, expected_assignee: null }
      await app.call('POST', `${NUMBER}/chats/${(await find()).id}/assign`, { json })
    }
  }
  return { ...(await find()), ids }
}

/** Two weeks of work behind the team. */
const fillReports = async (app: TestApp, team: Member[]): Promise<void> => {
  const chat = await insertChat(app, '905324449999')
  await app.database.query(`update chats set last_message_at = now() - interval '15 days' where id = $1`, [
    chat,
  ])
  for (let day = 14; day >= 1; day -= 1)
    for (let n = 0; n < 6 + ((day * 5) % 7); n += 1) {
      const member = team[(day + n) % team.length]!
      const at = new Date(Date.now() - day * 86_400_000 - n * 2_400_000)
      const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
      await insertInbound(app, { from: '905324449999', at })
      await insertInbound(app, { from: '905324449999', at: later(3), direction: 'outbound' })
      await app.database.query(
        `insert into chat_assignments (integration_id, chat_id, user_id, assigned_at, how, first_reply_at, ended_at, end_kind)
        values (11, $1, $2, $3, 'claimed', $4, $5, 'closed')`,
        [chat, member.id, at, later(1 + ((day + n) % 9)), later(12 + ((day * n) % 40))],
      )
    }
}

const findTemplate = async (app: TestApp, name: string): Promise<number> => {
  const { body } = await app.call('GET', `${NUMBER}/conversations/templates`)
  return body.find((template: { name: string }) => template.name === name).id
}

/** One that is done and one that waits for its time. Answers the first. */
const fillBulkSends = async (app: TestApp): Promise<number> => {
  const template_id = await findTemplate(app, 'hello_world')
  const send = async (name: string, count: number, more: object = {}): Promise<number> => {
    const recipients = Array.from({ length: count }, (_, n) => ({ phone: `+90533444${1000 + n}` }))
    const json = { name, template_id, language_id: 27, recipients, ...more }
    const { body, status, text } = await app.call('POST', `${NUMBER}/bulk-sends`, { json })
    if (status >= 300) throw new Error(`The bulk send was answered ${status}: ${text}`)
    return body.bulk_id
  }
  await app.sandbox('POST', '/_sandbox/faults', {
    json: { mode: 'failed', code: 131026, times: 1, match: { to: '905334441003' } },
  })
  const done = await send('Autumn sale', 24)
  await send('Kışa merhaba', 12, { start_at: new Date(Date.now() + 86_400_000).toISOString() })
  await vi.waitFor(
    async () => {
      const { body } = await app.call('GET', `${NUMBER}/bulk-sends/${done}`)
      if (body.status !== 'done') throw new Error(`The bulk send is ${body.status}.`)
    },
    { timeout: 30_000, interval: 100 },
  )
  return done
}
