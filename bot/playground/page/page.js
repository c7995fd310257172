// The playground's chat page: reads what there is, follows what happens, and draws it.

import { answered, attempt, setBlocked } from "./actions.js";
import * as composer from "./composer.js";
import { avatar, find } from "./dom.js";
import * as log from "./log.js";
import { below, menu } from "./popups.js";
import * as server from "./server.js";
import * as side from "./side.js";
import { chatOf, chatsOf, isMine, now, personOf, setClock, state } from "./state.js";
import { speak, word } from "./words.js";

const WAIT_SECONDS = 25;
const RETRY_MS = 1500;
const ACTION_MS = 5500;

let connected = false;
let action = { text: "", timer: 0 };
let opening = 0; // counts openings, so that a slow answer for a chat left meanwhile is dropped

function drawHead() {
  const chat = chatOf();
  const fresh = avatar(chat?.type === "private" ? state.me.id : chat?.id ?? 0, chat?.title ?? "?");
  fresh.id = "chat-avatar";
  find("chat-avatar").replaceWith(fresh);
  find("chat-name").textContent = chat?.title ?? "";
  find("chat-more").hidden = !chat;
  document.title = chat ? `${chat.title} · ${word("playground")}` : word("playground");
  drawUnder();
}

function drawUnder() {
  const chat = chatOf();
  const calm = chat ? side.kindOf(chat) : "";
  find("chat-under").textContent = connected ? action.text || calm : word("connecting");
  find("chat-under").classList.toggle("busy", Boolean(action.text) || !connected);
}

function drawFrame() {
  speak(personOf()?.language_code ?? "fa");
  drawHead();
  side.drawSide();
  composer.drawComposer({ unblock: () => setBlocked(false) });
}

function showAction(kind) {
  clearTimeout(action.timer);
  const text = kind && kind !== "cancel" ? word(kind) : "";
  action = {
    text: text === kind && text !== "" ? word("working") : text,
    timer: text ? setTimeout(() => showAction(null), ACTION_MS) : 0,
  };
  drawUnder();
}

async function refreshState() {
  const fresh = await server.readState();
  state.me = fresh.me;
  state.people = fresh.people;
  state.chats = fresh.chats;
  setClock(fresh.time);
}

async function refreshCommands() {
  const { person, chat } = state;
  const commands = await server.readCommands(chat, person);
  if (person === state.person && chat === state.chat) state.commands = commands ?? [];
}

async function refreshKeyboard() {
  const { person, chat } = state;
  const keyboard = await server.readKeyboard(chat, person);
  if (person !== state.person || chat !== state.chat) return;
  const isNew = JSON.stringify(keyboard) !== JSON.stringify(state.keyboard);
  state.keyboard = keyboard;
  composer.drawKeyboard({ isNew });
}

function remember() {
  history.replaceState(null, "", `#as=${state.person}&chat=${state.chat}`);
}

/** Opens a chat as a person: her messages, her keyboard, her commands, her language. */
async function open(person, chat) {
  const turn = ++opening;
  Object.assign(state, { person, chat, messages: new Map(), commands: [], keyboard: null });
  state.unread.delete(chat);
  showAction(null);
  remember();
  drawFrame();
  const messages = await server.readMessages(chat, person);
  if (turn !== opening) return;
  for (const message of messages) if (!state.messages.has(message.message_id)) state.messages.set(message.message_id, message);
  log.drawAll();
  log.toEnd();
  await Promise.all([refreshCommands(), refreshKeyboard()]);
  if (turn === opening) drawFrame();
}

const choose = (person, chat) => attempt(() => open(person, chat));

/** Where the address says, else the first person's talk with the bot. */
function wanted() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const person = personOf(Number(asked.get("as"))) ?? state.people[0];
  if (!person) return null;
  const chat = chatsOf(person.id).find(({ id }) => id === Number(asked.get("chat")));
  return [person.id, chat?.id ?? person.id];
}

async function openWanted() {
  const place = wanted();
  if (place) return open(...place);
  drawFrame();
  find("composer").hidden = true;
  log.drawAll();
  return null;
}

// What happens

async function onMessage({ chat, message }) {
  if (chat !== state.chat) {
    state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
    side.drawSide();
    return;
  }
  log.put(message);
  if (isMine(message)) return;
  showAction(null);
  if (message.forces_reply) composer.replyTo(message);
  if (message.keyboard || message.removes_keyboard) await refreshKeyboard();
}

function onEdit({ chat, message }) {
  if (chat === state.chat && state.messages.has(message.message_id)) log.put(message);
}

function onReaction({ chat, message_id, reactions }) {
  const message = chat === state.chat && state.messages.get(message_id);
  if (message) log.put({ ...message, reactions: Object.entries(reactions).map(([emoji, count]) => ({ emoji, count })) });
}

function onTime({ time }) {
  setClock(time);
  side.drawClock();
  log.drawAll();
  log.toEnd();
}

async function onPeopleOrChats() {
  await refreshState();
  const isThere = chatsOf(state.person).some(({ id }) => id === state.chat);
  if (personOf() && isThere) return drawFrame();
  const moved = chatOf()?.migrated_to;
  return moved ? open(state.person, moved) : openWanted();
}

const REACT_TO = {
  message: onMessage,
  edit: onEdit,
  delete: ({ chat, message_id }) => chat === state.chat && log.remove(message_id),
  reaction: onReaction,
  answer: answered,
  action: ({ chat, action: kind }) => chat === state.chat && showAction(kind),
  commands: async () => {
    await refreshCommands();
    drawFrame();
  },
  person: onPeopleOrChats,
  chat: onPeopleOrChats,
  time: onTime,
};

async function apply(event) {
  try {
    await REACT_TO[event.type]?.(event);
  } catch (error) {
    console.warn(`${event.type}: ${error.message}`);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function setConnected(value) {
  if (connected === value) return;
  connected = value;
  drawUnder();
}

/** Follows the playground's events for as long as the page is open; after an outage everything is read again. */
async function follow() {
  let after = 0;
  for (;;) {
    try {
      if (!connected) after = await begin();
      setConnected(true);
      const { events, next } = await server.readEvents(after, WAIT_SECONDS);
      after = next;
      for (const event of events) await apply(event);
    } catch {
      setConnected(false);
      await pause(RETRY_MS);
    }
  }
}

/** Reads everything; resolves to the number of the last event that this includes. */
async function begin() {
  const last = await server.lastEvent();
  await refreshState();
  await openWanted();
  return last;
}

function listen() {
  log.listen({ reply: composer.replyTo, start: composer.start });
  composer.listen();
  side.listen({ choose, refresh: refreshState });
  find("chat-more").addEventListener("click", () => menu(below(find("chat-more")), side.chatEntries({ setBlocked })));
  addEventListener("hashchange", () => attempt(openWanted));
  setInterval(() => side.drawClock(), 10_000);
  // A day that begins while the page is open makes "today" into "yesterday".
  let day = now().toDateString();
  setInterval(() => {
    if (day === now().toDateString()) return;
    day = now().toDateString();
    log.drawAll();
  }, 60_000);
}

speak(document.documentElement.lang);
listen();
follow();
