import { LogLineReader } from './lines.ts';

/** `MSI (s) (A4:B0) [10:00:01:123]: …`, in every language of Windows. */
const INSTALLER_LINE = /^MSI \([a-z]\) \([0-9A-F:!]{1,32}\)/i;

/** Whether the beginning of a file is one of Windows Installer's logs, such as client.msi.log. */
export function looksLikeInstallerLog(beginning: Uint8Array): boolean {
  const reader = new LogLineReader();
  return [...reader.read(beginning), ...reader.end()].some(({ text }) => INSTALLER_LINE.test(text));
}
