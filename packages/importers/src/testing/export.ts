import { contentOf, zipOfFiles } from './zip.js';

/** No text of an export may leave it, so that each of a constructed one holds this. */
export const canary = 'canary-7f3a';
const secret = (what: string): string => `${canary} ${what}`;

type Json = Readonly<Record<string, unknown>>;

/** A constructed organisation as its export has it: no line of it was ever written by anybody. */
export interface Constructed {
  readonly users: readonly Json[];
  readonly projects: readonly Json[];
  readonly conversations: readonly Json[];
  /** Only since there are archives of their own for them. */
  readonly frames: readonly Json[];
  readonly designChats: readonly Json[];
}

/** Ids look like those of an export: `uuid('c', 1)`. */
export const uuid = (kind: string, number: number): string => `${kind.charCodeAt(0).toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const account = (number: number): string => uuid('u', number);
const at = (day: number, minute: number): string => `2026-03-${String(day).padStart(2, '0')}T09:${String(minute).padStart(2, '0')}:00.123456Z`;

export const user = (number: number, more: Json = {}): Json => ({ uuid: account(number), full_name: `Person ${number}`, email_address: `person-${number}@nordwind.example`, verified_phone_number: secret('+49 30 1'), ...more });

export const text = (words: string): Json => ({ type: 'text', text: secret(words), citations: [], start_timestamp: null, stop_timestamp: null, flags: null });

export const call = (id: string | undefined, name: string, input: Json, integration: string | null = null): Json => ({
  type: 'tool_use', ...(id !== undefined && { id }), name, input, message: secret('message'), integration_name: integration, integration_icon_url: null, tool_identifier: null,
  mcp_server_url: null, is_mcp_app: null, icon_name: null, display_content: { text: secret('display') }, approval_options: null, context: null, hidden_in_chat: null, start_timestamp: null, stop_timestamp: null, flags: null,
});

export const message = (id: number, sender: 'human' | 'assistant', day: number, minute: number, more: Json = {}): Json => ({
  uuid: uuid('m', id), text: secret('text'), content: [text('block')], sender, created_at: at(day, minute), updated_at: at(day, minute), parent_message_uuid: uuid('m', 0),
  attachments: [{ file_name: secret('file'), file_size: 3, file_type: 'txt', extracted_content: secret('extracted') }], files: [{ file_uuid: uuid('f', id), file_name: secret('file') }], ...more,
});

export const conversation = (id: number, owner: number, messages: readonly Json[], more: Json = {}): Json => ({
  uuid: uuid('c', id), name: secret('name'), summary: secret('summary'), created_at: at(1 + (id % 20), 0), updated_at: at(1 + (id % 20), 59), account: { uuid: account(owner) }, chat_messages: messages, ...more,
});

export const project = (id: number, creator: number, more: Json = {}): Json => ({
  uuid: uuid('p', id), name: secret('project'), description: secret('description'), is_private: true, is_starter_project: false, prompt_template: secret('template'), created_at: at(2, id), updated_at: at(3, id),
  creator: { uuid: account(creator), full_name: `Person ${creator}` }, docs: [{ uuid: uuid('d', id), filename: secret('document'), content: secret('content'), created_at: at(2, id) }], ...more,
});

export const frame = (id: number, owner: number, versions: readonly string[], more: Json = {}): Json => ({
  id: uuid('a', id), kind: 'application/vnd.ant.react', visibility: 'private', owner_account: account(owner), updated_at: at(9, id), active_version: versions[0] ?? null,
  versions: versions.map((version, index) => ({ id: version, title: secret('title'), description: secret('description'), created_at: at(3 + index, id) })), ...more,
});

export const designChat = (id: number, owner: number): Json => ({
  uuid: uuid('x', id), title: secret('title'), project: { uuid: uuid('y', id), name: secret('project') }, created_at: at(4, id), updated_at: at(4, id),
  messages: [
    { uuid: uuid('n', 2 * id), role: 'user', content: { authorAccountUuid: account(owner), authorName: `Person ${owner}`, content: secret('design'), timestamp: at(4, id) }, created_at: at(4, id) },
    { uuid: uuid('n', 2 * id + 1), role: 'assistant', content: { contentBlocks: [{ type: 'text', text: secret('design') }] }, created_at: at(4, id) },
  ],
});

const tag = (identifier: string): string => `<antArtifact identifier="${identifier}" type="application/vnd.ant.code" language="python" title="${secret('title')}">${secret('code')}</antArtifact>`;

/**
 * Three people, six conversations with every way in which artifacts were written, branches, connectors, projects; as an
 * organisation of any age might have it. In figures: nine messages, six chats, two projects, four artifacts, three calls.
 */
export const nordwind: Constructed = {
  users: [user(1), user(2), user(3), user(9, { full_name: null })],
  projects: [project(1, 1), project(2, 2), project(3, 3, { is_starter_project: true })],
  conversations: [
    // Tags in text, 2024; the second is a change, and both stand in the block too.
    conversation(1, 1, [
      message(1, 'human', 2, 1),
      message(2, 'assistant', 2, 2, { text: `${secret('text')} ${tag(`${canary}-one`)}`, content: [{ ...text('block'), text: `${secret('text')} ${tag(`${canary}-one`)}` }] }),
      message(3, 'human', 3, 1, { text: '', content: [text('in blocks alone')] }),
      message(4, 'assistant', 3, 2, { text: tag(`${canary}-one`) }),
    ]),
    // Calls of the tool, until 2025: created, changed, written anew; and a second one.
    conversation(2, 1, [
      message(5, 'human', 4, 1),
      message(6, 'assistant', 4, 2, { content: [call('toolu_a1', 'artifacts', { id: `${canary}-two`, type: 'text/html', title: secret('title'), command: 'create', content: secret('html'), version_uuid: uuid('v', 1) })] }),
      message(7, 'assistant', 5, 2, { content: [call('toolu_a2', 'artifacts', { id: `${canary}-two`, command: 'update', old_str: secret('old'), new_str: secret('new'), version_uuid: uuid('v', 2) }), call('toolu_a3', 'artifacts', { id: `${canary}-three`, type: 'image/svg+xml', command: 'create', version_uuid: uuid('v', 3) })] }),
    ]),
    // Files in the sandbox, since 2025; what is not handed over is none.
    conversation(3, 2, [
      message(8, 'human', 6, 1),
      message(9, 'assistant', 6, 2, { content: [
        call('toolu_b1', 'create_file', { path: `/home/claude/${canary}.py`, file_text: secret('file') }),
        call('toolu_b2', 'create_file', { path: `/mnt/user-data/outputs/${canary}.docx`, file_text: secret('file'), description: secret('description') }),
        call('toolu_b3', 'str_replace', { path: `/mnt/user-data/outputs/${canary}.docx`, old_str: secret('old'), new_str: secret('new') }),
        call('toolu_b4', 'present_files', { filepaths: [`/mnt/user-data/outputs/${canary}.docx`] }),
      ] }),
    ], { project_uuid: uuid('p', 1) }),
    // Branches: an edited and a sent-again message, both of which were sent; connectors and what only looks like one.
    conversation(4, 2, [
      message(10, 'human', 7, 1),
      message(11, 'assistant', 7, 2, { content: [
        call('toolu_c1', 'google_drive_search', { query: secret('query') }, 'Google Drive'),
        call('toolu_c2', 'tracker:search', { query: secret('query') }, 'Atlassian MCP server'),
        call('toolu_c3', 'web_fetch', { url: secret('url') }, 'Web Fetch'),
        call('toolu_c4', 'visualize:show_widget', {}, 'visualize'),
        call('toolu_c5', 'memory', {}, 'Memory'),
        call('toolu_c6', 'web_search', { query: secret('query') }),
        { type: 'tool_result', tool_use_id: 'toolu_c1', name: 'google_drive_search', content: [{ type: 'text', text: secret('result') }], is_error: false, integration_name: 'Google Drive' },
        { type: 'thinking', thinking: secret('thinking'), summaries: [{ summary: secret('summary') }], signature: secret('signature') },
        { type: 'token_budget' },
      ] }),
      message(12, 'human', 7, 3, { parent_message_uuid: uuid('m', 11) }),
      message(13, 'human', 7, 4, { parent_message_uuid: uuid('m', 11) }),
      message(14, 'assistant', 7, 5, { parent_message_uuid: uuid('m', 13), content: [call('toolu_c7', 'google_drive_search', {}, 'Google Drive')] }),
    ], { project_uuid: uuid('p', 2) }),
    conversation(5, 3, [message(15, 'human', 8, 1, { created_at: '2026-03-08T23:30:00.000000+00:00' }), message(16, 'human', 8, 2)]),
    conversation(6, 3, [], { name: '' }),
  ],
  // Both are artifacts of the second conversation: one by its first version, one by its id.
  frames: [frame(1, 1, [uuid('v', 2), uuid('v', 1)]), frame(2, 1, [uuid('v', 3)])],
  designChats: [],
};

export type Generation = 'A' | 'B' | 'C';

export const manifestTime = '2026-03-20T16:59:47.566Z';

const withoutProject = (conversation: Json): Json => Object.fromEntries(Object.entries(conversation).filter(([field]) => field !== 'project_uuid'));

/** The files of an export as each generation lays them out, by path; archives are built. */
export async function exportOf(organisation: Constructed, generation: Generation): Promise<Readonly<Record<string, string | Buffer>>> {
  const { users, projects, frames, designChats } = organisation;
  const conversations = generation === 'C' ? organisation.conversations : organisation.conversations.map(withoutProject);
  const memories = [{ account_uuid: account(1), conversations_memory: secret('memory'), project_memories: { [uuid('p', 1)]: secret('memory') }, memory_files: [] }];
  const half = Math.ceil(conversations.length / 2);
  if (generation === 'A') return { 'data-2026-03-20-16-59-47-batch-0000': await zipOfFiles({ 'conversations.json': conversations, 'projects.json': projects, 'users.json': users, 'memories.json': memories }) };
  if (generation === 'B') {
    return {
      'data-2026-03-20.zip': await zipOfFiles({
        'conversations-0000.json': conversations.slice(0, half), 'conversations-0001.json': conversations.slice(half), 'memories.json': memories, 'users.json': users,
        ...Object.fromEntries(projects.map((value) => [`projects/${String(value.uuid)}.json`, value])),
        ...Object.fromEntries(designChats.map((value) => [`design_chats/${String(value.uuid)}.json`, value])),
      }),
    };
  }
  const parts: Record<string, Record<string, unknown>> = {
    'conversations-000.zip': { 'conversations-000/conversations.json': conversations.slice(0, half) },
    // Parts repeat what others have.
    'conversations-001.zip': { 'conversations-001/conversations.json': conversations.slice(Math.max(0, half - 1)) },
    'projects-000.zip': Object.fromEntries(projects.map((value) => [`projects-000/projects/${String(value.uuid)}.json`, value])),
    'memories-000.zip': { [`memories-000/memories/${account(1)}.json`]: memories[0] },
    'frames-000.zip': Object.fromEntries(frames.map((value) => [`frames-000/artifacts/${String(value.id)}/frame.json`, value])),
    'design_chats-000.zip': Object.fromEntries(designChats.map((value) => [`design_chats-000/design_chats/${String(value.uuid)}.json`, value])),
    'light_metadata-000.zip': { 'users.json': users, 'login_history.json': [{ ip: secret('address') }] },
  };
  const files: Record<string, string | Buffer> = {};
  for (const [name, content] of Object.entries(parts)) files[name] = await zipOfFiles(content);
  const manifest = {
    created_at: manifestTime, version: '1.0', total_files: Object.keys(parts).length, instructions: secret('instructions'),
    data_files: Object.keys(parts).map((filename, batch_index) => ({ batch_index, category: filename.slice(0, filename.lastIndexOf('-')), part: 0, filename, export_url: `https://claude.example/${canary}` })),
  };
  return { ...files, 'manifest-1.json': contentOf(manifest) };
}
