import { Go } from '../parts/go.tsx';
import { places } from '../parts/places.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';

export function NoSuchPlace() {
  return (
    <Page title="Nothing here">
      <Empty title="There is nothing at this address" action={<Go to={places.library}>Go to the library</Go>}>
        It may have been erased, or it may not be yours to see.
      </Empty>
    </Page>
  );
}
