import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { at, custodian, day, governance, idOf } from './samples.ts';
import type { Scene } from './scenes.ts';

type NoticeOperation = Extract<OperationName, `notice.${string}`>;
type NoticeAnswers = { [Name in NoticeOperation]: (input: Parsed<Name>) => Output<Name> };

const entered = at('2026-03-02T09:00:00.000Z');

const notices: Output<'notice.list'>['notices'] = [
  {
    ...{ id: idOf(24, 0), kind: 'telephone', means: 'announcement', to: null, by: custodian, at: entered },
    ...{ where: 'Main switchboard, 01248 555 0100 and all wards', from: day('2019-04-01') },
  },
  {
    ...{ id: idOf(24, 1), kind: 'telephone', means: 'tone', by: governance, at: entered },
    ...{ where: 'Out-of-hours line', from: day('2015-01-01'), to: day('2019-03-31') },
  },
  {
    ...{ id: idOf(24, 2), kind: 'unconscious', means: 'poster', to: null, by: custodian, at: entered },
    ...{ where: 'Emergency department, waiting room and resuscitation bays', from: day('2020-01-01') },
  },
];

export const noticeAnswers = (scene: Scene): NoticeAnswers => ({
  'notice.list': () => ({ notices: scene.empty ? [] : notices }),
  'notice.enter': () => ({ id: idOf(24, 3) }),
  'notice.end': () => ({}),
});
