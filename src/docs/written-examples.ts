const SENT = {
  message_id: 'gBEGkFBXUQRnAgnoOJ1ESPKBwME',
  direction: 'outbound',
  origin: 'api',
  type: 'text',
  to: '+905555555555',
  from: '+905554443322',
  status: 'delivered',
  created_at: '2024-05-31T06:33:30.000000Z',
  history: [
    { status: 'queued', at: '2024-05-31T06:33:30.000000Z' },
    { status: 'accepted', at: '2024-05-31T06:33:30.214000Z' },
    { status: 'sent', at: '2024-05-31T06:33:31.000000Z' },
    { status: 'delivered', at: '2024-05-31T06:33:32.000000Z' },
  ],
  attempts: 1,
  wamid: 'wamid.HBgMOTA1NTU1NTU1NTU1FQIAERgSQTdGM0M1',
  content: { body: 'Hello!' },
  reactions: [{ emoji: '👍', by: 'customer', at: '2024-05-31T06:34:02.000000Z' }],
}

const RECEIVED = {
  message_id: 'gBEGy1KeUQRnAglW0luHY8xsrFk',
  direction: 'inbound',
  type: 'text',
  to: '+905554443322',
  from: '+905555555555',
  status: 'received',
  created_at: '2024-05-31T06:35:10.000000Z',
  history: [{ status: 'received', at: '2024-05-31T06:35:10.000000Z' }],
  attempts: 0,
  wamid: 'wamid.HBgMOTA1NTU1NTU1NTU1FQIAEhgUM0E4RjdD',
  reply_to: 'gBEGkFBXUQRnAgnoOJ1ESPKBwME',
  content: { body: 'Thank you' },
  sender: { name: 'Ahmet Kara', wa_id: '905555555555' },
  reactions: [],
}

const TEMPLATE = {
  id: 75,
  name: 'template_02',
  category_editable: false,
  sendable: true,
  category: {
    value: 2,
    label: 'template-messages.new.custom',
    subLabel: 'template-messages.new.custom-subtitle',
    status: 1,
    children: [],
  },
  category_label: 'template-messages.new.custom',
  supported_languages: [{ label: 'Türkçe', value: 2, filled: true }],
  translations: [
    {
      language_id: 2,
      language: 'Türkçe',
      language_code: 'tr',
      header_type: { value: 4, label: 'TEXT' },
      header_variables: [{ id: '', key: '1', value: 'Header 1' }],
      header: 'Merhaba {{1}},',
      header_file: null,
      header_media_id: null,
      body: 'Sipariş takip numaranız: {{1}}',
      body_variables: [{ id: '', key: '1', value: 'SP123456789' }],
      footer: null,
      variables: ['header-1', 'body-1'],
      buttons: [],
      editable: true,
      status: 'template-messages.active',
      status_value: 2,
      status_reason: null,
      status_changed_at: '2024-05-30T12:16:37.000000Z',
      quality: 'template-messages.quality-unavailable',
      updated_at: '2024-05-30T12:16:37.000000Z',
      synced_at: '2024-05-31T06:30:00.000000Z',
      preview: {
        header: 'Merhaba Header 1,',
        body: 'Sipariş takip numaranız: SP123456789',
        footer: null,
        buttons: [],
      },
      not_sendable_reason: null,
      draft: null,
    },
  ],
  created_at: '2024-05-30T12:14:28.000000Z',
  updated_at: '2024-05-31T06:33:30.000000Z',
}

const NEW_TEMPLATE = {
  name: 'order_on_its_way',
  category: 'utility',
  translations: [
    {
      language_id: 1,
      header_type: 'TEXT',
      header: 'Hello {{1}}',
      header_variables: [{ key: '1', value: 'Ahmet Kara' }],
      body: 'Your order {{1}} reaches you {{2}}, by courier.',
      body_variables: [
        { key: '1', value: 'SP123456789' },
        { key: '2', value: 'tomorrow' },
      ],
      footer: 'The shop',
      buttons: [{ type: 'quick_reply', text: 'Thank you' }],
    },
  ],
  submit: true,
}

const COUNTS = { sent: 118, delivered: 115, read: 92, failed: 2, expired: 0, cancelled: 0, clicked: 31 }

/** Examples that a schema cannot give by itself, by operation: they tell of one case as a whole. */
export const WRITTEN_EXAMPLES: Record<string, { body?: unknown; answer?: unknown }> = {
  sendBulk: {
    body: {
      template_id: 1,
      language_id: 1,
      destinations: [{ phone: '+905555555555' }],
      parameters: { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' },
    },
    answer: { phones: ['+905555555555'], rejected: [], bulk_id: 1 },
  },
  createBulkSend: {
    body: {
      template_id: 1,
      language_id: 1,
      name: 'Summer campaign',
      recipients: [
        { phone: '+905555555555', name: 'Ahmet Kara', parameters: { 'body-1': 'Ahmet' } },
        { phone: '+905555555556' },
      ],
      parameters: { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' },
    },
  },
  changeIntegration: { body: { display_name: 'The shop', throughput: 50 } },
  createOptOuts: { body: { phone: '+905555555555', reason: 'Asked for it by e-mail' } },
  listEvents: {
    answer: [
      {
        id: 4712,
        type: 'message.status',
        at: '2024-05-31T06:33:31.000000Z',
        integration_id: 11,
        data: { message_id: 'gBEGkFBXUQRnAgnoOJ1ESPKBwME', status: 'sent' },
      },
    ],
  },
  sendContacts: {
    body: {
      to: '+905555555555',
      contacts: [
        {
          name: { formatted_name: 'Ahmet Kara', first_name: 'Ahmet', last_name: 'Kara' },
          phones: [{ phone: '+905550000001', type: 'WORK', wa_id: '905550000001' }],
        },
      ],
    },
  },
  sendInteractive: {
    body: {
      to: '+905555555555',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your order' },
        body: { text: 'Shall we deliver it today?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'today', title: 'Today' } },
            { type: 'reply', reply: { id: 'later', title: 'Another day' } },
          ],
        },
      },
    },
  },
  replayWebhookDeliveries: {
    body: {
      from: '2024-05-31T06:00:00.000000Z',
      to: '2024-05-31T12:00:00.000000Z',
      status: 'given_up',
    },
  },
  requestLocation: { body: { to: '+905555555555', text: 'Where shall we deliver?' } },
  getMessage: { answer: SENT },
  listMessages: { answer: [RECEIVED, SENT] },
  listChatMessages: { answer: [RECEIVED, SENT] },
  listTemplates: {
    answer: [TEMPLATE],
  },
  getTemplate: { answer: TEMPLATE },
  createTemplate: { body: NEW_TEMPLATE, answer: TEMPLATE },
  changeTemplate: {
    body: { translations: [{ language_id: 1, footer: 'Your shop' }], submit: false },
    answer: TEMPLATE,
  },
  submitTemplate: { body: { language_id: 2 }, answer: TEMPLATE },
  syncTemplates: { body: {} },
  previewTemplate: {
    body: { language_id: 1, parameters: { 'header-1': 'Ahmet', 'body-1': 'SP123456789' } },
    answer: {
      header: 'Hello Ahmet,',
      body: 'Your order SP123456789 is on its way. It reaches you {{2}}, between 9 am and 6 pm.',
      footer: null,
      buttons: [],
      errors: { 'parameters.body-2': ['The parameters.body-2 field is required.'] },
      warnings: [],
      not_sendable_reason: null,
    },
  },
  getTemplateStatistics: {
    answer: {
      messages: 120,
      ...COUNTS,
      failures: [{ code: 131_026, title: 'Message undeliverable', count: 2 }],
      buttons: [{ button: 'Thank you', clicks: 33, messages: 31 }],
      pricing: [{ category: 'utility', type: 'regular', billable: true, count: 118 }],
      days: [{ date: '2024-05-31', messages: 120, ...COUNTS }],
      languages: [{ language_id: 1, language: 'English', messages: 120, ...COUNTS }],
    },
  },
}
