// Keeps a draft in this browser, so that it outlives a reload. Each tab keeps its own; what another tab (or yesterday's
// window) left behind is offered, never taken. The server asks once, before anything is written.

const TAB = "parley-tab";

export default function ({ data, setTriggerValue }) {
  try {
    for (const key of data.drop) localStorage.removeItem(key);
    if (data.ask) setTriggerValue("kept", answer(data.ask));
    else if (data.text) localStorage.setItem(own(data.prefix), JSON.stringify({ at: Date.now(), text: data.text }));
    else localStorage.removeItem(own(data.prefix));
  } catch {
    if (data.ask) setTriggerValue("kept", { turn: data.ask, works: false });
  }
  if (data.focus) focus(data.focus);

  function answer(turn) {
    const mine = own(data.prefix);
    const others = Object.keys(localStorage).filter((key) => key.startsWith(data.prefix) && key !== mine);
    const newest = others.map((key) => ({ key, ...read(key) })).sort((one, other) => other.at - one.at)[0];
    return { turn, works: true, text: read(mine).text, key: newest?.key ?? "", other: newest?.text ?? "" };
  }
}

// sessionStorage outlives a reload and belongs to one tab.
function own(prefix) {
  if (!sessionStorage.getItem(TAB)) sessionStorage.setItem(TAB, Math.random().toString(36).slice(2));
  return prefix + sessionStorage.getItem(TAB);
}

function read(key) {
  try {
    const { at, text } = JSON.parse(localStorage.getItem(key));
    return { at: Number(at), text: String(text) };
  } catch {
    return { at: 0, text: "" };
  }
}

let focused = "";

// A new entry is there to be typed into: the keyboard goes to its first field, once.
function focus(key) {
  if (focused === key) return;
  focused = key;
  let tries = 20;
  const look = () => {
    const field = document.querySelector(`.st-key-${key} :is(input, textarea)`);
    if (field) field.focus();
    else if (tries--) setTimeout(look, 50);
  };
  look();
}
