// Beside the phone, or in a drawer on a small screen: who one is, where one talks, and what time it is.

import { addChat, addPerson, attempt, inChat } from "./actions.js";
import { avatar, button, find, make } from "./dom.js";
import { forwardTime } from "./server.js";
import { chatOf, chatsOf, chatsWithout, nameOf, now, personOf, state } from "./state.js";
import { LANGUAGES, dayOf, hourOf, numberOf, pageLanguageOf, word } from "./words.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

let hands = { choose() {} };

const badge = (count) => count > 0 && make("span", { class: "count" }, numberOf(count));

function row({ id, name, under, current, count, run }) {
  const attributes = { class: "item", "aria-current": current ? "true" : null, on: { click: run } };
  return make("li", {}, button(attributes,
    avatar(id, name),
    make("span", { class: "item-words" }, make("bdi", {}, name), make("small", {}, under)),
    badge(count)));
}

function personRow(person) {
  const language = LANGUAGES[person.language_code] ?? LANGUAGES[pageLanguageOf(person.language_code)];
  return row({
    id: person.id,
    name: nameOf(person),
    under: person.blocked ? `${language} · ${word("blocked")}` : language,
    current: person.id === state.person,
    count: state.unread.get(person.id),
    run: () => hands.choose(person.id, person.id),
  });
}

export function kindOf(chat) {
  if (chat.type === "private") return word("bot");
  const members = chat.members?.length ?? 0;
  return `${word(chat.type)} · ${word("members", { n: members })}`;
}

function chatRow(chat) {
  return row({
    id: chat.type === "private" ? state.me?.id ?? chat.id : chat.id,
    name: chat.title,
    under: kindOf(chat),
    current: chat.id === state.chat,
    count: chat.type === "private" ? 0 : state.unread.get(chat.id),
    run: () => hands.choose(state.person, chat.id),
  });
}

function joinRow(chat) {
  const join = async () => {
    if (await inChat(chat.id, "join", { person: state.person })) hands.choose(state.person, chat.id);
  };
  return make("li", { class: "joinable" },
    avatar(chat.id, chat.title),
    make("span", { class: "item-words" }, make("bdi", {}, chat.title), make("small", {}, kindOf(chat))),
    button({ class: "soft", on: { click: join } }, word("join")));
}

export function drawSide() {
  find("people").replaceChildren(...state.people.map(personRow));
  const known = state.person === null ? [] : [...chatsOf(state.person).map(chatRow), ...chatsWithout(state.person).map(joinRow)];
  find("chats").replaceChildren(...known);
  find("add-chat").hidden = state.person === null;
  const elsewhere = [...state.unread].some(([id, count]) => id !== state.chat && count > 0);
  find("elsewhere").hidden = !elsewhere;
  drawClock();
}

export function drawClock() {
  const instant = now();
  const { offset } = state.clock;
  for (const id of ["clock-time", "status-time"]) find(id).textContent = hourOf(instant);
  for (const id of ["clock-day", "status-day"]) find(id).textContent = dayOf(instant);
  const hours = Math.round(offset / HOUR);
  find("clock-offset").textContent = hours ? word("ahead", { days: Math.floor(hours / 24), hours: hours % 24 }) : "";
}

export function openDrawer(open) {
  find("side").classList.toggle("open", open);
  find("veil").hidden = !open;
  find("phone").inert = open;
  find(open ? "side-close" : "side-open").focus({ preventScroll: true });
}

const closeDrawer = () => find("side").classList.contains("open") && openDrawer(false);

/** What is offered for the open chat under the header's three dots. */
export function chatEntries({ setBlocked }) {
  const chat = chatOf();
  if (!chat) return [];
  const { me, person } = state;
  if (chat.type === "private") {
    const blocked = Boolean(personOf()?.blocked);
    return [{ label: word(blocked ? "unblock" : "block"), icon: "block", run: () => setBlocked(!blocked) }];
  }
  const standing = chat.members?.find((member) => member.user_id === me.id);
  const bot = standing?.status;
  const isHere = bot && !["left", "kicked"].includes(bot);
  const does = (what, values) => () => inChat(chat.id, what, values);
  return [
    !isHere && { label: word("add-bot"), icon: "add", run: does("add_bot", { by: person }) },
    bot === "member" && { label: word("promote-bot"), icon: "people", run: does("promote", { bot: true, by: person }) },
    standing?.may_post === true && { label: word("stop-bot-posting"), icon: "block", run: does("promote", { bot: true, by: person, rights: ["can_manage_chat"] }) },
    standing?.may_post === false && { label: word("let-bot-post"), icon: "people", run: does("promote", { bot: true, by: person }) },
    isHere && { label: word("remove-bot"), icon: "block", run: does("remove_bot", { by: person }) },
    { label: word("leave"), icon: "forward", flip: true, run: does("leave", { person }) },
  ].filter(Boolean);
}

export function listen(given) {
  hands = { choose: (...place) => { closeDrawer(); given.choose(...place); } };
  find("side-open").addEventListener("click", () => openDrawer(true));
  find("side-close").addEventListener("click", closeDrawer);
  find("veil").addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => event.key === "Escape" && !document.querySelector("dialog[open]") && closeDrawer());
  find("forward-hour").addEventListener("click", () => attempt(() => forwardTime(HOUR)));
  find("forward-day").addEventListener("click", () => attempt(() => forwardTime(DAY)));
  find("add-person").addEventListener("click", async () => {
    const person = await addPerson();
    if (!person?.id) return;
    await given.refresh();
    hands.choose(person.id, person.id);
  });
  find("add-chat").addEventListener("click", async () => {
    const chat = await addChat();
    if (!chat?.id) return;
    await given.refresh();
    hands.choose(state.person, chat.id);
  });
}
