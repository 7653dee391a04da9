import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { CustosError } from '../../shared/kernel/error.ts';
import { call } from './bridge.ts';
import { invalidateAfter } from './freshness.ts';

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000, gcTime: 60_000 },
      mutations: { retry: false },
    },
  });

interface AskOptions {
  readonly enabled?: boolean;
  /** Keep showing the last answer while a new question is under way. */
  readonly keep?: boolean;
  /** Ask afresh each time the place is entered, and forget the answer on leaving. */
  readonly fresh?: boolean;
  /** Ask again so often, in milliseconds: for what no event tells of. */
  readonly every?: number;
}

/** A question to the engine, answered again when its facts change. */
export function useAsk<Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  options: AskOptions = {},
): UseQueryResult<Output<Name>, CustosError> {
  return useQuery<Output<Name>, CustosError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, signal),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.every ? { refetchInterval: options.every } : {}),
    ...(options.fresh ? { gcTime: 0, staleTime: Number.POSITIVE_INFINITY } : {}),
  });
}

/** The same question of several things. */
export const useAskAll = <Name extends OperationName>(
  name: Name,
  inputs: readonly Input<Name>[],
): readonly UseQueryResult<Output<Name>, CustosError>[] =>
  useQueries({
    queries: inputs.map((input) => ({
      queryKey: [name, input],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => call(name, input, signal),
    })),
  });

/** An act: changes something, and lets whatever shows it ask again. */
export function useAct<Name extends OperationName>(
  name: Name,
): UseMutationResult<Output<Name>, CustosError, Input<Name>> {
  const client = useQueryClient();
  return useMutation<Output<Name>, CustosError, Input<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => invalidateAfter(client, name),
  });
}
