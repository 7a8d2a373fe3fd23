export default {
  title: 'Cockpit',
  hint: 'Who is there, since when, and with how many chats',
  name: 'Name',
  role: 'Role',
  state: 'State',
  since: 'Since',
  chats: 'Active chats',
  connected: 'Has Masa open',
  setState: 'State of {{name}}',
  roles: { administrator: 'Administrator', supervisor: 'Supervisor', agent: 'Agent' },
}
