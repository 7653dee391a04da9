import { Kbd, Table } from '@mantine/core';
import { Dialog } from '../ui/dialog.tsx';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search the library'],
  ['Arrows', 'Move through the pictures'],
  ['Shift + arrows', 'Choose a range'],
  ['Ctrl + A', 'Choose all that are found'],
  ['X', 'Choose or leave the recording under the outline'],
  ['Space', 'Look at it quickly'],
  ['Enter', 'Open it'],
  ['Esc', 'Go back'],
  ['I', 'Take files in'],
  ['A', 'Anonymise'],
  ['C', 'Enter an agreement'],
  ['R', 'Release'],
  ['?', 'This sheet'],
];

export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title="Keys">
      <Table withRowBorders={false}>
        <Table.Tbody>
          {keys.map(([key, act]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" w={140}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{act}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
