export default {
  title: 'Your first minutes',
  hint: 'Nothing here reaches a real phone: the sandbox plays WhatsApp. Each line ticks itself when it has happened.',
  progress: '{{done}} of {{count}} done',
  done: 'Done',
  step: {
    wrote_at: 'Be your own customer',
    told_at: 'See the webhook',
    answered_at: 'Answer',
    template_at: 'Send a template',
  },
  hints: {
    wrote_at: 'Write a message on the sandbox’s phone. It shows up here at once.',
    told_at: 'A made-up shop beside the phone hears of your message, as your own program would.',
    answered_at: 'Open the chat, press r and write. The phone shows it, and the ticks turn blue here.',
    template_at:
      'In a chat press t: templates may be sent at any time, also when nobody has written for a day.',
  },
  action: { wrote_at: 'Open the phone', told_at: 'Open the shop' },
  dismiss: 'Do not show this again',
  all: 'That was all. Connect a number of your own when you are ready.',
  connect: 'Connect a number',
}
