declare module '@echogarden/espeak-ng-emscripten' {
  interface Options {
    getPreloadedPackage(): SharedArrayBuffer;
    print(line: string): void;
    printErr(line: string): void;
  }
  const initialise: (options: Options) => Promise<{ eSpeakNGWorker: new () => import('./engine.js').Engine }>;
  export default initialise;
}
