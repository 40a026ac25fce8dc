// Keeps a draft in this browser, so that it outlives a reload. Each tab keeps its own; what another tab (or yesterday's
// window) left behind is offered, never taken. A session is told once what is here, before anything is written for it.

const TAB = "parley-tab";
const told = new Set();

export default function ({ data, setTriggerValue }) {
  try {
    for (const key of data.drop) localStorage.removeItem(key);
    if (!told.has(data.session)) {
      told.add(data.session);
      const kept = here(data.prefix);
      if (kept.text || kept.other) {
        setTriggerValue("kept", { session: data.session, works: true, ...kept });
        return;
      }
    }
    if (data.text) localStorage.setItem(own(data.prefix), JSON.stringify({ at: Date.now(), text: data.text }));
    else localStorage.removeItem(own(data.prefix));
  } catch {
    if (data.works) setTriggerValue("kept", { session: data.session, works: false });
  }
  if (data.focus) focus(data.focus);
}

function here(prefix) {
  const mine = own(prefix);
  const others = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== mine);
  const newest = others.map((key) => ({ key, ...read(key) })).sort((one, other) => other.at - one.at)[0];
  return { text: read(mine).text, key: newest?.key ?? "", other: newest?.text ?? "" };
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

// A new entry is there to be typed into: the keyboard goes to its first field.
function focus(key) {
  let tries = 20;
  const look = () => {
    const field = document.querySelector(`.st-key-${key} :is(input, textarea)`);
    if (field) field.focus();
    else if (tries--) setTimeout(look, 50);
  };
  look();
}
