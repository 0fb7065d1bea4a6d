// Preloaded: the tool breaks where it writes down when it began.
globalThis.Date = class extends Date {
  toISOString() {
    throw new Error('broken on purpose');
  }
};
