/** Something that a test waits for and a server says. */
export interface Promised<T> {
  readonly promise: Promise<T>;
  readonly settle: (value: T) => void;
}

export function promised<T = void>(): Promised<T> {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle: (value) => settle(value) };
}
