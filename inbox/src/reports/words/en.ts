export default {
  title: 'Reports',
  hint: 'How the team answers, and how much there is to do',
  about: 'Reports',
  file: 'Download CSV',
  number: 'Number',
  allNumbers: 'All numbers',
  readAt: 'As of {{time}}',
  refresh: 'Refresh',
  step: { label: 'Step', day: 'By day', hour: 'By hour' },
  view: { label: 'How it is shown', chart: 'Charts', table: 'Tables' },
  agents: {
    title: 'Agents',
    name: 'Agent',
    average_first_response_seconds: 'First response',
    average_resolution_seconds: 'Resolution',
    assigned_chats: 'Assigned',
    resolved_chats: 'Resolved',
    reactivated_chats: 'Reactivated',
    forwarded_chats: 'Forwarded',
    none: 'Nobody had a chat in this time',
    noneHint:
      'As soon as somebody claims a chat or is given one, it stands here how fast each agent answers and how many chats they resolve. Or choose a longer time.',
  },
  meanings: {
    title: 'What is counted',
    average_first_response_seconds:
      'On average, from when they were given a chat to their first answer. Chats without an answer do not count.',
    average_resolution_seconds:
      'On average, from when they were given a chat to when it was closed with a reason.',
    assigned_chats:
      'How often they were given a chat or took one, in this time. One that they had twice counts twice.',
    resolved_chats: 'Of these, closed with a reason. What the 24 hours ended does not count.',
    reactivated_chats:
      'Of these, back from the archive after they had it, before somebody else got it.',
    forwarded_chats:
      'Of these, handed over by themselves. What went to others because they went offline does not count.',
  },
  volume: {
    title: 'Volume',
    messages: 'Messages',
    chats: 'Chats',
    firstResponse: 'First response',
    reasons: 'Why chats were closed',
    period: 'Time',
    reason: 'Reason',
    part: 'Of all',
    received: 'Received',
    sent: 'Sent',
    sentBy: 'Sent: {{origin}}',
    newChats: 'New chats',
    closed: 'Closed',
    closedAs: 'Closed: {{reason}}',
    noReason: 'Without a reason',
    median: 'First response, median',
    p90: 'First response, 9 of 10',
    none: 'Nothing happened in this time',
    noneHint:
      'What customers write and what is sent to them stands here day by day, with the chats that begin and end and how long people wait. Or choose a longer time.',
  },
  origin: { inbox: 'Team', api: 'Programs', bulk: 'Bulk sends', auto: 'Auto replies', phone: 'Phone app' },
}
