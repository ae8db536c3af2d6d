export { AccessError, UnavailableError, type Asker, type Context, type Entrance, type ErasureContext, type FilesContext, type FileWish, type InvitationLink, type KeysContext, type MembersContext, type ReaderView, type UnmaskingsContext } from './context.js';
export { proceduresOf, type MountedProcedure } from './mounted.js';
export { router, type AppRouter } from './router.js';
export { heartbeat } from './inside.js';
