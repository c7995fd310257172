// Small helpers to make elements. Text always becomes a text node, never markup.

const SVG = "http://www.w3.org/2000/svg";

export const find = (id) => document.getElementById(id);

/** An element; `on` holds listeners, true/false/null set or leave out an attribute. */
export function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (attributes, ...children) => make("button", { type: "button", ...attributes }, ...children);

/** One of the symbols in index.html; `flip` mirrors it where the page runs right to left. */
export function icon(name, { flip = false } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", flip ? "icon flip" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** The first letter of a name, whole even where it is an emoji or carries marks. */
export function letterOf(name) {
  const [first] = new Intl.Segmenter().segment(name.trim() || "?");
  return first.segment.toUpperCase();
}

/** A steady hue for an id, so that a person or chat keeps one colour. */
export const hueOf = (id) => (Math.abs(Number(id)) * 47) % 360;

export function avatar(id, name) {
  const node = make("span", { class: "avatar", "aria-hidden": "true", dir: "auto" }, letterOf(name));
  node.style.setProperty("--hue", hueOf(id));
  return node;
}
