/** The user asked for something that can't be: exit code 2, no packet sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
