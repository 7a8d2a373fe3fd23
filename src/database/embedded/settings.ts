/**
 * What the embedded server runs with; `masa` is alone with it on a small machine. All of it is given on the command
 * line, where it wins over the cluster's own configuration file, so that an upgrade of Masa changes it.
 */
const defaults: Record<string, string> = {
  max_connections: '60',
  shared_buffers: '128MB',
  // No replicas: the least that a crash recovery needs is written.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '512MB',
  // Parallel workers meet in /dev/shm, of which a container has 64 MB: a query that outgrows it fails.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What a statement did wrong is told to the program, which logs it without texts and numbers of customers; here
  // it would stand in the open, with the values in it.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** The command line of a server for this cluster, without the program's name. */
export const serverArguments = (
  clusterDir: string,
  port: number,
  settings: Record<string, string> = {},
): string[] => {
  const all = {
    ...defaults,
    ...settings,
    listen_addresses: '127.0.0.1',
    // A socket's path may have 107 bytes, which a data directory easily exceeds.
    unix_socket_directories: '',
    port: String(port),
  }
  return ['-D', clusterDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
