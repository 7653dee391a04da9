/**
 * How a file that was brought is like a recording. `same`: the content is the same, byte for byte. `alike`: the pictures
 * agree; a person has to look. `perhaps`: they agree in much, as others of a series do; which it is only a person can say.
 */
export const matchKinds = ['same', 'alike', 'perhaps'] as const;
export type MatchKind = (typeof matchKinds)[number];
