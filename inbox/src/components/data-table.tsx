import { Skeleton, UnstyledButton } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './data-table.module.css'
import { type SortValue, sortRows } from './sort-rows.ts'

export type Column<Row> = {
  key: string
  title: string
  /** Numbers stand at the end, so that their digits line up. */
  isNumber?: boolean
  /** Left out on a phone. */
  isMinor?: boolean
  /** Makes its title a button that sorts by this, the other way at the second click. */
  sortBy?: (row: Row) => SortValue
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
  const { sorted, order, sort } = useOrder(columns, rows)
  const classOf = ({ isNumber, isMinor }: Column<Row>) =>
    [isNumber && styles.number, isMinor && styles.minor].filter(Boolean).join(' ')
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classOf(column)}
                aria-sort={column.key === order?.key ? order.direction : undefined}
              >
                {column.sortBy ? (
                  <UnstyledButton className={styles.sort} onClick={() => sort(column)}>
                    {column.title}
                    <SortMark direction={column.key === order?.key ? order.direction : undefined} />
                  </UnstyledButton>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted?.map((row) => (
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

type Direction = 'ascending' | 'descending'

/** The rows as somebody wants them sorted; as they came until a title is clicked. */
const useOrder = <Row,>(columns: Column<Row>[], rows: Row[] | undefined) => {
  const { i18n } = useTranslation()
  const [order, setOrder] = useState<{ key: string; direction: Direction }>()
  const sortBy = columns.find(({ key }) => key === order?.key)?.sortBy
  return {
    order,
    sorted: rows && sortBy ? sortRows(rows, sortBy, order?.direction === 'descending', i18n.language) : rows,
    sort: ({ key, isNumber }: Column<Row>) => {
      // Of numbers, the highest are looked for.
      const first = isNumber ? 'descending' : 'ascending'
      const other = isNumber ? 'ascending' : 'descending'
      setOrder({ key, direction: order?.key === key && order.direction === first ? other : first })
    },
  }
}

/** Takes its room before it is seen, so that no column moves. */
const SortMark = ({ direction }: { direction: Direction | undefined }) => {
  const Icon = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <Icon size={14} aria-hidden className={styles.mark} data-shown={direction !== undefined || undefined} />
  )
}

const PLACEHOLDERS = ['a', 'b', 'c', 'd', 'e', 'f']
