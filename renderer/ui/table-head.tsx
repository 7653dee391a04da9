import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Unseen } from './unseen.tsx';

interface Heading {
  readonly name: string;
  /** Numbers stand at the end of their column. */
  readonly numbers?: true;
  /** What the column holds says itself to whoever looks; the name is for those who listen. */
  readonly unseen?: true;
}

interface TableHeadProps {
  readonly columns: readonly (string | Heading)[];
  /** A cell before them, such as the box that chooses all. */
  readonly before?: ReactNode;
}

/** The head of every table: a name a column. */
export function TableHead({ columns, before }: TableHeadProps) {
  return (
    <Table.Thead>
      <Table.Tr>
        {before}
        {columns.map((column) => {
          const { name, numbers, unseen }: Heading = typeof column === 'string' ? { name: column } : column;
          return (
            <Table.Th key={name} {...(numbers ? { ta: 'right' } : {})}>
              {unseen ? <Unseen>{name}</Unseen> : name}
            </Table.Th>
          );
        })}
      </Table.Tr>
    </Table.Thead>
  );
}
