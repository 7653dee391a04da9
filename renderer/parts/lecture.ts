import { useSyncExternalStore } from 'react';
import { lectureOn, onLecture } from '../client/lecture.ts';

/** Whether the window hides who patients are, for a shared screen. */
export const useLecture = (): boolean => useSyncExternalStore(onLecture, lectureOn);
