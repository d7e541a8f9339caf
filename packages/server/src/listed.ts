/** `a, b or c`, for messages that say what would be right. */
export function listed(values: readonly (string | number)[]): string {
  return values.length < 2 ? `${values[0] ?? 'nothing'}` : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
