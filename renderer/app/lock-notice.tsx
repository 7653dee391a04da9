import { Button, VisuallyHidden } from '@mantine/core';
import { stay, useSecondsLeft } from './auto-lock.ts';
import classes from './lock-notice.module.css';

/** In the last minute before the library locks itself: how long it is still open, and the way to stay. */
export function LockNotice() {
  const seconds = useSecondsLeft();
  const near = seconds !== null && seconds <= 60;
  return (
    <>
      {/* Said twice and not each second, which nobody could listen to. */}
      <VisuallyHidden role="status">
        {near &&
          (seconds > 15
            ? 'Custos locks itself within a minute. Stay?'
            : 'Custos locks itself in a few seconds.')}
      </VisuallyHidden>
      {near && (
        <section className={classes.notice} aria-label="Custos is about to lock itself">
          <span className={classes.left} aria-hidden>
            {`Locks itself in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. What is saved stays saved.`}
          </span>
          <Button variant="default" onClick={stay}>
            Stay
          </Button>
        </section>
      )}
    </>
  );
}
