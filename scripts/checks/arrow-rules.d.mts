export const rules: readonly { readonly name: string }[];
export const places: readonly string[];
