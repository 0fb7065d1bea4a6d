import type { InstallMethod } from '../catalogue/vocabulary.ts';
import { InstallAttempt } from './attempt.ts';
import { isOfShutdown, mentionsFailure } from './code.ts';
import { Conversations } from './conversations.ts';
import { ComputerRecord } from './ledger.ts';
import type { ClientLogName, Step } from './model.ts';
import type { LogRecord } from './record.ts';
import { readSetupLine } from './setup-line.ts';

/** Which log a component of a client writes, and what its failures without a server are about. */
export const CLIENT_COMPONENTS: ReadonlyMap<
  string,
  { readonly log: ClientLogName; readonly step: Step; readonly method: InstallMethod }
> = new Map([
  ['clientlocation', { log: 'ClientLocation.log', step: 'locations', method: 'manual' }],
  ['locationservices', { log: 'LocationServices.log', step: 'locations', method: 'manual' }],
  [
    'clientidmanagerstartup',
    { log: 'ClientIDManagerStartup.log', step: 'management-point', method: 'manual' },
  ],
  ['ccmmessaging', { log: 'CcmMessaging.log', step: 'management-point', method: 'manual' }],
  [
    'datatransferservice',
    { log: 'DataTransferService.log', step: 'distribution-point', method: 'manual' },
  ],
  ['ccmexec', { log: 'CcmExec.log', step: 'setup', method: 'manual' }],
  [
    'scanagent',
    { log: 'ScanAgent.log', step: 'software-update-point', method: 'software-update-point' },
  ],
  [
    'wuahandler',
    { log: 'WUAHandler.log', step: 'software-update-point', method: 'software-update-point' },
  ],
  [
    'windowsupdate',
    { log: 'WindowsUpdate.log', step: 'software-update-point', method: 'software-update-point' },
  ],
]);

/** Steps in which a client looks for its servers. */
const LOCATING: readonly Step[] = ['locations', 'directory'];

/** What a client logs when a server answered it as it should. */
const SUCCESS =
  /\bsuccessfully\b|\bsucceeded\b|\bis (?:already )?registered\b|registration is complete|Assigned MP\b|Scan completion received|Received reply of type|Calling back with (?:the following )?(?:locations|distribution points)/i;

/**
 * A log of an installed client, or of the Windows Update agent: what failed, and whether it was followed
 * by a success. Each failing stretch counts as an attempt.
 */
export class ClientLog {
  readonly computer: ComputerRecord;
  readonly #step: Step;
  readonly #talks: Conversations;
  #attempt = new InstallAttempt();
  #isRead = false;

  /** @param name the computer's name, where the path has it */
  constructor(
    name: string | null,
    file: string,
    { log, step, method }: { log: ClientLogName; step: Step; method: InstallMethod },
  ) {
    this.computer = new ComputerRecord(name, log, file);
    this.#step = step;
    this.#talks = new Conversations(log, method);
  }

  /** @returns false for an error that is not understood */
  take(written: LogRecord): boolean {
    this.#isRead = true;
    const { line, record } = readSetupLine(written);
    this.#attempt.see(record.time);
    switch (line.kind) {
      case 'asking':
        this.#talks.ask(record, line.asked);
        break;
      case 'cause':
        if (this.#attempt.ended === 'succeeded') this.#next(record);
        this.#talks.explain(record, line.cause, this.#attempt);
        return true;
      case 'failure':
        // A computer that shuts down stops WMI before the client: no failure, as work goes on after the start.
        if (line.step === 'own-wmi' && line.error !== null && isOfShutdown(line.error)) return true;
        if (this.#attempt.ended === 'succeeded') this.#next(record);
        this.#talks.fail(record, line, this.#attempt, this.#step);
        return true;
      case 'failed':
        if (this.#attempt.ended === 'succeeded') this.#next(record);
        this.#attempt.fail(this.#talks.failure(record, line.error, line.step, null));
        return true;
      case 'succeeded':
        this.#succeed(record);
        return true;
      case 'located':
        if (this.#attempt.isOnlyOf(({ step }) => LOCATING.includes(step))) this.#succeed(record);
        return true;
      case 'answered': {
        const said = line.host.toLowerCase();
        // That one server answers says nothing of another.
        if (this.#attempt.isOnlyOf(({ host }) => host?.toLowerCase() === said)) {
          this.#succeed(record);
        }
        return true;
      }
      case 'unknown':
        if (record.severity === 'error') return false;
        break;
      default:
        break;
    }
    if (SUCCESS.test(record.text.slice(0, 2048)) && !mentionsFailure(record.text)) {
      this.#succeed(record);
    }
    return true;
  }

  end(): void {
    if (this.#isRead) this.computer.take(this.#attempt);
  }

  #succeed(record: LogRecord): void {
    if (this.#attempt.outcome === 'failing') {
      this.#attempt.ended = 'failed';
      this.#next(record);
    }
    this.#attempt.ended = 'succeeded';
  }

  #next({ time }: LogRecord): void {
    this.computer.take(this.#attempt);
    this.#attempt = new InstallAttempt();
    this.#attempt.see(time);
  }
}
