/** The parts of `ping` 0.4.4 that its own typings leave out. */
declare module 'ping/lib/builder/factory.js' {
  /** The builder fills in what is missing, in the same object. `false` leaves an option out. */
  export interface PingOptions {
    numeric?: boolean;
    /** Seconds to wait for each reply. */
    timeout?: number | false;
    /** Seconds until the program ends; not on Windows. */
    deadline?: number | false;
    /** How many echo requests to send. */
    min_reply?: number;
    v6?: boolean;
    packetSize?: number;
    extra?: string[];
  }
  const factory: {
    isPlatformSupport(platform: string): boolean;
    isLinux(platform: string): boolean;
    isMacOS(platform: string): boolean;
    isWindow(platform: string): boolean;
    getExecutablePath(platform: string, v6: boolean): string;
    createBuilder(platform: string): {
      getCommandArguments(target: string, options: PingOptions): string[];
    };
  };
  export default factory;
}

declare module 'ping/lib/parser/factory.js' {
  import type { PingOptions } from 'ping/lib/builder/factory.js';
  const factory: {
    /** `options` is the object that the builder has filled in. */
    createParser(
      address: string,
      platform: string,
      options: PingOptions,
    ): {
      /** Throws on lines that it does not expect. */
      eat(line: string): void;
      getResult(): { alive: boolean; time: number | 'unknown'; packetLoss: string };
    };
  };
  export default factory;
}
