import { afterEach, describe, expect, test } from '@jest/globals';
import { listeningAt, netstatListeners, procListeners } from '../../src/self/listeners.ts';
import { THIS_MACHINE } from '../../src/self/program.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { printed, recorded, windows } from './machine.ts';

const { signal } = new AbortController();
afterEach(closeListeners);

describe('ports that this machine listens on', () => {
  test('by the table of this system', async () => {
    const loopback = await startListener();
    const any = await startListener(undefined, '0.0.0.0');
    const six = await startListener(undefined, '::1');
    // Nothing can listen on port 0.
    const ports = [loopback.port, any.port, six.port, 0];
    const found = await listeningAt(ports, THIS_MACHINE, signal);
    expect(found.map(({ at }) => at)).toEqual(['loopback', 'network', 'loopback', 'nowhere']);
    expect([loopback, any, six].map((listener) => listener.count())).toEqual([0, 0, 0]);
  });

  test('by netstat of Windows', async () => {
    const machine = windows({ '-an': printed('netstat/windows.txt') });
    const found = await listeningAt([445, 135, 5357, 8080, 139, 8530], machine, signal);
    expect(found.map(({ at }) => at)).toEqual([
      'network',
      'network',
      'loopback',
      'loopback',
      'network',
      'nowhere',
    ]);
    expect(machine.ran).toEqual([String.raw`D:\Windows\System32\netstat.exe -an`]);
  });

  test('Windows translates the states', () => {
    const text = recorded('netstat/windows-de.cp1252.txt').toString('latin1');
    expect(netstatListeners(text)).toEqual([{ port: 445, reach: 'network' }]);
  });

  test('by netstat of macOS', () => {
    expect(netstatListeners(recorded('netstat/macos.txt').toString())).toEqual([
      { port: 631, reach: 'loopback' },
      { port: 445, reach: 'network' },
    ]);
  });

  test('a program that fails leaves it unknown, and so does another system', async () => {
    const machine = windows({});
    expect(await listeningAt([445], machine, signal)).toEqual([{ port: 445, at: 'unknown' }]);
    const aix = { ...machine, platform: 'aix' } as const;
    expect(await listeningAt([445], aix, signal)).toEqual([{ port: 445, at: 'unknown' }]);
  });

  test('addresses in the tables of Linux', () => {
    const line = (address: string, state = '0A'): string =>
      `   0: ${address}:01BD 00000000:0000 ${state} 00000000:00000000 00:00000000`;
    const reach = (text: string) => procListeners(text).map((found) => found.reach);
    expect(reach(line('0100007F'))).toEqual(['loopback']);
    expect(reach(line('0401000A'))).toEqual(['network']);
    expect(reach(line('00000000000000000000000001000000'))).toEqual(['loopback']);
    expect(reach(line('00000000000000000000000000000000'))).toEqual(['network']);
    expect(reach(line('0000000000000000FFFF00000100007F'))).toEqual(['loopback']);
    expect(procListeners(line('00000000', '01'))).toEqual([]);
    expect(procListeners(line('00000000'))[0]?.port).toBe(445);
  });
});
