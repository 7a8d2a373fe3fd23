import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'

export type Column<Row> = {
  key: string
  title: string
  /** Numbers stand at the end, so that their digits line up. */
  isNumber?: boolean
  /** Left out on a phone. */
  isMinor?: boolean
  render: (row: Row) => ReactNode
}

/** Rows of one kind, in a table that scrolls sideways by itself where it has to. */
export const DataTable = <Row,>({
  label,
  columns,
  rows,
  keyOf,
  onOpen,
}: {
  label: string
  columns: Column<Row>[]
  /** Undefined while they are loading. */
  rows: Row[] | undefined
  keyOf: (row: Row) => string | number
  /** A click anywhere in a row; what it does has to be reachable by a link or a button of the row as well. */
  onOpen?: (row: Row) => void
}) => {
  const classOf = ({ isNumber, isMinor }: Column<Row>) =>
    [isNumber && styles.number, isMinor && styles.minor].filter(Boolean).join(' ')
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.map((row) => (
            <tr
              key={keyOf(row)}
              data-open={onOpen !== undefined || undefined}
              onClick={onOpen && (() => onOpen(row))}
            >
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          )) ??
            PLACEHOLDERS.map((key) => (
              <tr key={key}>
                {columns.map((column) => (
                  <td key={column.key} className={classOf(column)}>
                    <Skeleton height={12} />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

const PLACEHOLDERS = ['a', 'b', 'c', 'd', 'e', 'f']
