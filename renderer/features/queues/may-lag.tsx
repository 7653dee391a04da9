import { Notice } from '../../ui/failure.tsx';

/** Said where lists and counts are of the day or the edition before, in part. */
export const MayLag = () => (
  <Notice>
    A day, an edition or a schedule has turned, and what it changes is still being worked out. What is listed
    and counted here may lag by a few minutes. What may be used does not: that is decided anew each time.
  </Notice>
);
