export default {
  title: 'Assignment',
  question: 'How do chats come to people?',
  automatic: 'They are given out',
  automaticHint:
    'A chat goes to who had it last, or else to who is online and has the fewest active chats. Chats that wait are given out at once.',
  manual: 'People take them',
  manualHint: 'Chats wait among the unassigned until somebody takes them or is given them.',
  saved: 'Saved',
}
