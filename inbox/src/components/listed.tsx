import type { ReactNode } from 'react'
import { type Column, DataTable } from './data-table.tsx'
import { ErrorState } from './error-state.tsx'

/** A list of the server's: its rows, what to do where there are none yet, or why it cannot be shown. */
export const Listed = <Row extends { id: number }>({
  query,
  rows = query.data,
  empty,
  label,
  columns,
}: {
  query: { data: Row[] | undefined; error: Error | null; refetch: () => unknown }
  /** Where fewer than all are to be shown. */
  rows?: Row[] | undefined
  empty: ReactNode
  label: string
  columns: Column<Row>[]
}) => {
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => query.refetch()} />
  if (rows?.length === 0) return empty
  return <DataTable label={label} columns={columns} rows={rows} keyOf={({ id }) => id} />
}
