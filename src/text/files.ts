/** What a name may lead to instead of a regular file. */
export type FileKind = 'folder' | 'pipe' | 'device' | 'socket';
/** What can be read there. */
export type ExpectedFile = 'file' | 'file-or-pipe';
