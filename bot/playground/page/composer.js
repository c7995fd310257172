// Under the chat: what is being written, the commands, the ready keys and the file to attach.

import { say, sendFile } from "./actions.js";
import { senderName, summary } from "./bubble.js";
import { button, find, make } from "./dom.js";
import { chatOf, isBlocked, mayWrite, state } from "./state.js";
import { word } from "./words.js";

const drafts = new Map(); // "person:chat" → what was being written
const placeOf = () => `${state.person}:${state.chat}`;
const input = () => find("text");

let keysOpen = true;
let written = placeOf();

function grow() {
  input().style.height = "auto";
  input().style.height = `${input().scrollHeight}px`;
  find("send").classList.toggle("ready", input().value.trim() !== "");
}

function write(text) {
  input().value = text;
  grow();
}

export function replyTo(message) {
  state.replyingTo = message;
  find("replying").hidden = !message;
  if (!message) return;
  find("replying-text").textContent = `${senderName(message)}: ${summary(message)}`;
  input().focus();
}

async function send(text) {
  if (!text.trim()) return;
  const place = placeOf();
  const sent = await say(text);
  if (!sent) return;
  drafts.delete(place);
  if (place !== placeOf()) return;
  replyTo(null);
  if (input().value === text) write("");
  showCommands(false);
}

export const start = () => send("/start");

// Commands

const matching = () => {
  const typed = input().value.trim().replace(/^\//, "").toLowerCase();
  return state.commands.filter(({ command }) => command.startsWith(typed));
};

function commandRow({ command, description }) {
  return button({ class: "command", on: { click: () => send(`/${command}`) } },
    make("span", { dir: "auto" }, description),
    make("bdi", { class: "command-name" }, `/${command}`));
}

function showCommands(open) {
  const typing = input().value.startsWith("/");
  const rows = typing ? matching() : state.commands;
  find("commands").hidden = !open || (typing && !rows.length);
  find("menu").setAttribute("aria-expanded", String(!find("commands").hidden));
  if (!open) return;
  find("commands").replaceChildren(...rows.map(commandRow));
  if (!rows.length) find("commands").append(make("p", { class: "hint" }, word("no-commands")));
}

function walkCommands(event) {
  if (find("commands").hidden) return;
  if (event.key === "Escape") {
    showCommands(false);
    input().focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [...find("commands").querySelectorAll("button"), input()];
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
}

// Ready keys

function sendKey(label) {
  if (state.keyboard.one_time) keysOpen = false;
  return send(label);
}

function drawKeys() {
  const rows = state.keyboard?.rows ?? [];
  find("keys-toggle").hidden = !rows.length;
  find("keys-toggle").setAttribute("aria-expanded", String(keysOpen));
  find("keys").hidden = !rows.length || !keysOpen;
  find("keys").replaceChildren(...rows.map((row) =>
    make("div", { class: "keys-row" }, ...row.map((label) =>
      button({ class: "key", on: { click: () => sendKey(label) } }, make("span", { dir: "auto" }, label))))));
}

export function drawKeyboard({ isNew = false } = {}) {
  if (isNew) keysOpen = true;
  drawKeys();
  const channel = chatOf()?.type === "channel";
  input().placeholder = state.keyboard?.placeholder || word(channel ? "post-here" : "message");
}

/** What stands there when the chosen person cannot write: the way back, or the reason. */
function drawInstead(unblock) {
  const chat = chatOf();
  find("composer").hidden = !mayWrite();
  find("instead").hidden = mayWrite() || !chat;
  find("instead").disabled = !isBlocked();
  find("instead").textContent = word(isBlocked() ? "unblock" : "only-admins-post");
  find("instead").onclick = unblock;
}

/** The composer for the chat that is open now; each chat keeps its own draft. */
export function drawComposer({ unblock }) {
  if (written !== placeOf()) {
    drafts.set(written, input().value);
    written = placeOf();
    write(drafts.get(written) ?? "");
    replyTo(null);
    keysOpen = true;
  }
  find("menu").hidden = !state.commands.length;
  find("attach").hidden = chatOf()?.type === "channel";
  if (!state.commands.length || !find("commands").hidden) showCommands(false);
  drawKeyboard();
  drawInstead(unblock);
}

function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send(input().value);
}

function onInput() {
  grow();
  showCommands(input().value.startsWith("/") && !input().value.includes(" "));
}

function listenForFiles() {
  find("attach").addEventListener("click", () => find("file").click());
  find("file").addEventListener("change", async () => {
    const [file] = find("file").files;
    if (file) await sendFile(file);
    find("file").value = "";
  });
  input().addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    sendFile(file);
  });
  find("talk").addEventListener("dragover", (event) => event.preventDefault());
  find("talk").addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && mayWrite()) sendFile(file);
  });
}

export function listen() {
  input().addEventListener("keydown", onKey);
  input().addEventListener("input", onInput);
  find("composer").addEventListener("keydown", walkCommands);
  find("commands").addEventListener("keydown", walkCommands);
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send(input().value);
    input().focus();
  });
  find("menu").addEventListener("click", () => showCommands(find("commands").hidden));
  find("talk").addEventListener("click", () => showCommands(false));
  find("replying-stop").addEventListener("click", () => replyTo(null));
  find("keys-toggle").addEventListener("click", () => {
    keysOpen = !keysOpen;
    drawKeys();
  });
  listenForFiles();
}
