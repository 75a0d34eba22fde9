/** What Node 20 does not have yet and the supervised child (platform/) uses. Imported before everything else. */

// Standard from Node 22 on [ECMAScript 2024, 27.2.4.9].
Promise.withResolvers ??= function withResolvers<Value>() {
  let resolve!: (value: Value | PromiseLike<Value>) => void;
  let reject!: (reason?: unknown) => void;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};
