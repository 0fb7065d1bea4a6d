// Preloaded: half a second after the first time that is written down, the wall clock is an hour back.
const RealDate = Date;
const realNow = Date.now;
let firstAt = Infinity;
const nowBack = () => realNow() - (performance.now() - firstAt > 500 ? 3_600_000 : 0);

RealDate.prototype.toISOString = function toISOString() {
  if (firstAt === Infinity) firstAt = performance.now();
  return `${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' }).format(this).replace(' ', 'T')}.000Z`;
};

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(nowBack());
    else super(...args);
  }

  static now() {
    return nowBack();
  }
};
