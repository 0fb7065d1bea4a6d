import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/** Node's own also in a test, where its buffers and encoders are compared with them. */
const SHARED = new Set(['ArrayBuffer', 'Uint8Array']);

/**
 * Node's environment with an ordinary global object. Jest's own goes through a proxy whenever code
 * names a global such as `Math`, which takes tests up to three times as long.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { global: proxied, fakeTimersModern, moduleMocker } = this;
    const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const builtIn = new Set(Reflect.ownKeys(global).filter((name) => !SHARED.has(name)));
    for (const name of Reflect.ownKeys(proxied).filter((each) => !builtIn.has(each))) {
      const descriptor = Reflect.getOwnPropertyDescriptor(proxied, name);
      Reflect.defineProperty(global, name, ownOf(global, name, descriptor));
    }
    global.global = global;
    global.Error.stackTraceLimit = proxied.Error.stackTraceLimit;
    this.context = global;
    this.global = global;
    this.moduleMocker = new moduleMocker.constructor(global);
    this.fakeTimersModern = new fakeTimersModern.constructor({
      config: config.projectConfig,
      global,
    });
  }
}

/** Globals that Node makes at their first use are made then here too, and may be replaced. */
function ownOf(global, name, descriptor) {
  if ('value' in descriptor) return descriptor;
  const own = { configurable: true, enumerable: descriptor.enumerable };
  const keep = (value) => {
    Reflect.defineProperty(global, name, { ...own, writable: true, value });
    return value;
  };
  return { ...own, get: () => keep(globalThis[name]), set: keep };
}
