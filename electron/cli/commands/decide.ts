import { type DecidedCase, decideFile, type RefusedCase } from '../../../shared/domain/policy/index.ts';
import { type Command, type Invocation, UsageError } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { readJson } from '../read-json.ts';

const isRefused = (answer: DecidedCase | RefusedCase): answer is RefusedCase => 'error' in answer;

function lines(answer: DecidedCase | RefusedCase): string[] {
  if (isRefused(answer))
    return [`${answer.id ?? '(no id)'}: invalid, ${answer.error.field}: ${answer.error.message}`];
  const { id, outcome, cites, reasons, remedies, followUps, disposal } = answer;
  return [
    `${id}: ${outcome} [${cites.join(', ')}]`,
    ...reasons.map((reason) => `    ${reason}`),
    ...remedies.map((remedy) => `    What would change this: ${remedy}`),
    ...(followUps.length > 0 ? [`    Owed: ${followUps.join(', ')}`] : []),
    `    Disposal: ${disposal.action} [${disposal.cites.join(', ')}]`,
  ];
}

async function decide({ positionals, voice }: Invocation): Promise<ExitStatus> {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('decide takes one file.');
  const content = await readJson(file);
  if (!Array.isArray(content)) throw new UsageError(`${file} must hold a JSON array of cases.`);
  const answers = decideFile(content);
  await voice.result(answers, answers.flatMap(lines));
  return answers.some(isRefused) ? exit.someFailed : exit.done;
}

export const decideCommand: Command = { usage: ['FILE.json [--json]'], options: {}, run: decide };
