import type { Reply } from '../../shared/contract/bridge.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import type { Engine } from '../engine-types.ts';
import { answerMedia, type MediaRequest } from './media-response.ts';

/** One connection to an engine, wherever it runs: in this process, or in another behind its door. */
export interface EngineLink {
  /** Runs an operation. Never rejects: a failure is a reply. */
  call(name: string, input: unknown): Promise<Reply>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** The bytes behind an address, as an HTTP answer. */
  media(request: MediaRequest): Promise<Response>;
  /** Ends the connection with its session. */
  close(): Promise<void>;
}

/** A connection to an engine of this process. */
export function linkTo(engine: Engine): EngineLink {
  const connection = engine.connect();
  return {
    call: (name, input) => engine.dispatch(connection, name, input),
    subscribe: (listener) => engine.subscribe(connection, listener),
    media: (request) => answerMedia(engine, connection, request),
    close: () => engine.disconnect(connection),
  };
}
