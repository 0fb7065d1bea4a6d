import { expect, test } from '@jest/globals';
import { commandsFor } from '../../../src/probe/icmp/ping-command.ts';

test.each([
  ['linux', '10.0.0.7', '10.0.0.1', '-I'],
  ['win32', '10.0.0.7', '10.0.0.1', '-S'],
  ['win32', 'fd00::7', 'fd00::1', '-S'],
  ['darwin', '10.0.0.7', '10.0.0.1', '-S'],
] as const)('on %s the ping program asks %s from %s', (platform, address, source, option) => {
  for (const { args } of commandsFor(address, platform, 3000, source)) {
    expect(args[args.indexOf(option) + 1]).toBe(source);
  }
  for (const { args } of commandsFor(address, platform, 3000)) {
    expect(args).not.toContain(source);
  }
});

test('what is no address is never given to the program', () => {
  expect(() => commandsFor('10.0.0.7', 'linux', 3000, '-f')).toThrow(
    expect.objectContaining({ code: 'EINVAL' }),
  );
});
