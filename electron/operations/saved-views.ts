import { keepsCollection } from '../../shared/domain/recording/discovery.ts';
import { isShareable, namedIn } from '../../shared/domain/search/shareable.ts';
import { sameWords } from '../../shared/domain/search/words.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { SavedViewRow } from '../catalogue/rows.ts';
import { knownCollections } from './collections.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { assertName } from './labels.ts';

/** Searches kept under a name: one's own, and those that a keeper of the library shares with everybody. */

const isMine = ({ caller }: Context, { madeBy, shared }: SavedViewRow): boolean =>
  madeBy === caller.user || (shared && keepsCollection(caller.role));

/** Answers whether the caller knows of every label and collection that a shared view asks for. */
async function knowing(context: Context, reader: CatalogueReader): Promise<(view: SavedViewRow) => boolean> {
  if (keepsCollection(context.caller.role)) return () => true;
  const labels = new Set((await reader.labels.counts(context.caller)).map(({ label }) => sameWords(label)));
  const collections = await knownCollections(context, reader);
  const ids = new Set(collections.map(({ id }) => id));
  const names = new Set(collections.map(({ name }) => sameWords(name)));
  return ({ query }) => {
    const asked = namedIn(query);
    return (
      asked.labels.every((label) => labels.has(sameWords(label))) &&
      asked.collections.every((name) => names.has(sameWords(name))) &&
      query.collections.every((id) => ids.has(id))
    );
  };
}

const list = (context: Context): Promise<Output<'view.list'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const isKnown = await knowing(context, reader);
    const views = await reader.savedViews.list();
    return views
      .filter((view) => view.madeBy === context.caller.user || (view.shared && isKnown(view)))
      .map((view) => ({
        id: view.id,
        name: view.name,
        query: view.query as Output<'view.list'>[number]['query'],
        shared: view.shared,
        mine: isMine(context, view),
      }));
  });

/** A view that the caller may change. @throws CustosError `not-found` */
async function ownView(context: Context, reader: CatalogueReader, id: Id): Promise<SavedViewRow> {
  const view = await reader.savedViews.get(id);
  if (view && isMine(context, view)) return view;
  throw new CustosError('not-found', 'There is no such view, or it is not yours to change.');
}

/** @throws CustosError `not-allowed`, `conflict` */
function assertMayShare({ caller }: Context, { shared, query, name }: Parsed<'view.save'>): void {
  if (!shared) return;
  if (!keepsCollection(caller.role))
    throw new CustosError('not-allowed', 'A view for everybody is saved by the custodian or governance.');
  assertName(name);
  if (!isShareable(query))
    throw new CustosError(
      'conflict',
      'A view for everybody may hold filters and fields, but no words: they may be a patient’s name. Save it for yourself, or take the words out.',
    );
}

async function save(context: Context, input: Parsed<'view.save'>): Promise<Output<'view.save'>> {
  const { rooms, caller } = context;
  assertMayShare(context, input);
  const id = await rooms.catalogue.write(async (writer) => {
    const known = input.view === null ? null : await ownView(context, writer, input.view);
    const view = known?.id ?? rooms.clock.newId();
    const { name, query, shared } = input;
    await writer.savedViews.save({ id: view, name, query, shared, madeBy: known?.madeBy ?? caller.user });
    await rooms.record(writer, {
      kind: 'view.saved',
      by: caller.user,
      about: [{ noun: 'view', id: view }],
      facts: { shared },
    });
    return view;
  });
  rooms.emit({ kind: 'changed', nouns: ['library', 'trail'] });
  return { id };
}

async function remove(context: Context, input: Parsed<'view.remove'>): Promise<Output<'view.remove'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    await ownView(context, writer, input.view);
    await writer.savedViews.remove(input.view);
    await rooms.record(writer, {
      kind: 'view.removed',
      by: caller.user,
      about: [{ noun: 'view', id: input.view }],
      facts: {},
    });
  });
  rooms.emit({ kind: 'changed', nouns: ['library', 'trail'] });
  return {};
}

export const savedViewOperations: Handlers = { 'view.list': list, 'view.save': save, 'view.remove': remove };
