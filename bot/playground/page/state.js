// What the page knows at this moment. Only page.js replaces it; everybody may ask.

export const state = {
  me: null,
  people: [],
  chats: [],
  person: null, // the chosen person's id
  chat: null, // the open chat's id
  messages: new Map(), // of the open chat, by message_id
  commands: [],
  keyboard: null,
  replyingTo: null,
  pressed: new Set(), // buttons that wait for their answer
  reactions: new Map(), // what people of this page put on messages, "person:chat:message" → emoji
  unread: new Map(), // chat id → messages not looked at
  clock: { base: Date.now(), readAt: performance.now(), offset: 0 },
};

const AT_HOME = new Set(["creator", "administrator", "member", "restricted"]);
const ADMINS = new Set(["creator", "administrator"]);

export const personOf = (id = state.person) => state.people.find((person) => person.id === id);
export const nameOf = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ") || `${person.id}`;

const statusIn = (chat, user) => chat.members?.find((member) => member.user_id === user)?.status;
export const isIn = (chat, user) => AT_HOME.has(statusIn(chat, user));
export const isAdmin = (chat, user) => ADMINS.has(statusIn(chat, user));

/** The talk with the bot; it is there before its first message. */
export const privateChat = (person) => ({ id: person, type: "private", title: state.me?.first_name ?? "", members: [] });

/** The open chat, or any other by its id. */
export function chatOf(id = state.chat) {
  if (id === null) return undefined;
  if (id === state.person) return privateChat(id);
  return state.chats.find((chat) => chat.id === id);
}

const shared = () => state.chats.filter((chat) => chat.type !== "private" && !chat.migrated_to);
export const chatsOf = (person) => [privateChat(person), ...shared().filter((chat) => isIn(chat, person))];
export const chatsWithout = (person) => shared().filter((chat) => !isIn(chat, person));

export const isMine = (message) => message.from?.id === state.person;
export const isBlocked = () => state.chat === state.person && Boolean(personOf()?.blocked);

/** In a channel only its admins write. */
export function mayWrite() {
  const chat = chatOf();
  return Boolean(chat) && !isBlocked() && (chat.type !== "channel" || isAdmin(chat, state.person));
}

/** The playground's time, running on since it was last read. */
export const now = () => new Date(state.clock.base + performance.now() - state.clock.readAt);

export function setClock({ now: instant, offset }) {
  state.clock = {
    base: Date.parse(instant),
    readAt: performance.now(),
    offset,
  };
}

export const reactionKey = (message) => `${state.person}:${state.chat}:${message.message_id}`;
export const pressKey = (message, row, column) => `${state.chat}:${message.message_id}:${row}:${column}`;
