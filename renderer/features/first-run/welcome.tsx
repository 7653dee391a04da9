import { IconEye, IconFolderOpen, IconFolderPlus, IconReportSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './first-run.module.css';

export type Way = 'make' | 'open' | 'restore' | 'demonstrate' | 'survey';

interface Choice {
  readonly way: Way;
  readonly name: string;
  readonly says: string;
  readonly icon: ReactNode;
}

const choices: readonly Choice[] = [
  {
    way: 'make',
    name: 'Make a library',
    says: 'For the recordings of your department.',
    icon: <IconFolderPlus size={22} aria-hidden />,
  },
  {
    way: 'open',
    name: 'Open a library',
    says: 'One on this computer, or restore a backup.',
    icon: <IconFolderOpen size={22} aria-hidden />,
  },
  {
    way: 'demonstrate',
    name: 'Look round with a demonstration library',
    says: 'Invented patients, drawn pictures. Ready in about a minute.',
    icon: <IconEye size={22} aria-hidden />,
  },
  {
    way: 'survey',
    name: 'Survey a folder',
    says: 'See what an old collection holds. Nothing in it changes.',
    icon: <IconReportSearch size={22} aria-hidden />,
  },
];

/** The first screen there is: four ways on. */
export function Welcome({ onChoose }: { readonly onChoose: (way: Way) => void }) {
  return (
    <ul className={classes.ways}>
      {choices.map(({ way, name, says, icon }) => (
        <li key={way}>
          <button type="button" onClick={() => onChoose(way)}>
            {icon}
            <span>{name}</span>
            <small>{says}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}
