import type { Command } from './command.ts';

interface Row {
  readonly does: string;
  /** Loaded only when it is called: `decide` must not wait for the engine. */
  readonly load: () => Promise<Command>;
}

/** Every command there is. */
export const commands: Readonly<Record<string, Row>> = {
  decide: {
    does: 'runs the rules on a JSON array of cases',
    load: async () => (await import('./commands/decide.ts')).decideCommand,
  },
  inspect: {
    does: 'says what a file is and what in it identifies',
    load: async () => (await import('./commands/inspect.ts')).inspectCommand,
  },
  clean: {
    does: 'removes identifying metadata into new files',
    load: async () => (await import('./commands/clean.ts')).cleanCommand,
  },
  annotations: {
    does: 'proposes what was written over pictures and films',
    load: async () => (await import('./commands/annotations.ts')).annotationsCommand,
  },
  redact: {
    does: 'fills regions irreversibly and cleans the metadata',
    load: async () => (await import('./commands/redact.ts')).redactCommand,
  },
  demo: {
    does: 'makes a library of invented recordings in every state; prints its users and their passphrase',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
  survey: {
    does: 'reads a folder without changing it: kinds, dates, what identifies, what is there twice',
    load: async () => (await import('./commands/survey.ts')).surveyCommand,
  },
  init: {
    does: 'makes a library and its first user; prints the recovery kit once',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  user: {
    does: 'adds and removes users, changes a passphrase',
    load: async () => (await import('./commands/user.ts')).userCommand,
  },
  import: {
    does: 'takes files in',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  list: {
    does: 'lists what the library holds',
    load: async () => (await import('./commands/list.ts')).listCommand,
  },
  show: {
    does: 'shows one recording',
    load: async () => (await import('./commands/show.ts')).showCommand,
  },
  subject: {
    does: 'adds patients, sets care teams, puts a wrong patient right',
    load: async () => (await import('./commands/subject.ts')).subjectCommand,
  },
  classify: {
    does: 'sets category, purpose, circumstances, dates and subjects of many recordings',
    load: async () => (await import('./commands/classify.ts')).classifyCommand,
  },
  view: {
    does: 'asks the gate for one recording',
    load: async () => (await import('./commands/view.ts')).viewCommand,
  },
  release: {
    does: 'asks the gate for many recordings and writes what may go',
    load: async () => (await import('./commands/release.ts')).releaseCommand,
  },
  lecture: {
    does: 'says which pictures and clips of a presentation, PDF or folder may be shown today',
    load: async () => (await import('./commands/lecture.ts')).lectureCommand,
  },
  agree: {
    does: 'records agreements and what became of them',
    load: async () => (await import('./commands/agree.ts')).agreeCommand,
  },
  withdraw: {
    does: 'records withdrawals',
    load: async () => (await import('./commands/withdraw.ts')).withdrawCommand,
  },
  anonymise: {
    does: 'makes anonymised copies',
    load: async () => (await import('./commands/anonymise.ts')).anonymiseCommand,
  },
  'sign-off': {
    does: 'signs anonymised copies off',
    load: async () => (await import('./commands/sign-off.ts')).signOffCommand,
  },
  hold: {
    does: 'holds recordings against erasure, or lets them go again',
    load: async () => (await import('./commands/hold.ts')).holdCommand,
  },
  queues: {
    does: 'lists what is owed, by when and under which paragraph',
    load: async () => (await import('./commands/queues.ts')).queuesCommand,
  },
  erase: {
    does: 'proposes and approves erasures',
    load: async () => (await import('./commands/erase.ts')).eraseCommand,
  },
  verify: {
    does: 'checks database, blobs, the links between them and the trail',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  audit: {
    does: 'prints the trail, or proves it',
    load: async () => (await import('./commands/audit.ts')).auditCommand,
  },
  backup: {
    does: 'makes a copy and checks it by opening it',
    load: async () => (await import('./commands/backup.ts')).backupCommand,
  },
  restore: {
    does: 'makes a library from a backup',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  serve: {
    does: 'serves the application on the loopback address',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
};
